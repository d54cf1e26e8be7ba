using System.Globalization;
using System.Runtime.InteropServices;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Docker;

namespace Plane.Drone.Guard;

/// <summary><c>Plane.Drone guard STATE-DIRECTORY ENGINE-SILENCE-MS</c>: the process that outlives its drone. No host, no NATS, no settings beyond these.</summary>
internal static class GuardProgram
{
    public const string Verb = "guard";
    private const int AlreadyGuarded = 3;
    private const int Usage = 2;

    public static async Task<int> RunAsync(string[] arguments, TimeProvider clock)
    {
        if (arguments is not [var state, var silenceText] || !int.TryParse(silenceText, NumberStyles.None, CultureInfo.InvariantCulture, out var silence))
        {
            await Console.Error.WriteLineAsync($"usage: Plane.Drone {Verb} STATE-DIRECTORY ENGINE-SILENCE-MS");
            return Usage;
        }

        Signals.BecomeSession();
        StandardStreams.Redirect(GuardFiles.Log(state));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
        FileStream alone;
        try
        {
            alone = new FileStream(GuardFiles.Lock(state), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync($"Not needed: {exception.Message}");
            return AlreadyGuarded;
        }

        await using (alone)
        {
            await WatchAsync(state, TimeSpan.FromMilliseconds(silence), clock);
            return 0;
        }
    }

    private static async Task WatchAsync(string state, TimeSpan silence, TimeProvider clock)
    {
        using var engine = EngineEndpoint.Connect(Environment.GetEnvironmentVariable(EngineEndpoint.Variable));
        var log = new GuardLog(Console.Error);
        var killers = new Dictionary<RuntimeKind, IBackendKiller>
        {
            [RuntimeKind.Docker] = new ContainerKiller(engine, silence, clock, log),
            [RuntimeKind.Process] = new ProgramKiller(state),
            [RuntimeKind.Executor] = new ExecutorKiller(state, silence, clock, log),
        };
        GuardFiles.WriteGuard(state, ProcessMark.Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process is not in /proc."));
        var watch = new GuardWatch(new GuardJournal(state), killers, () => GuardFiles.LivingDrone(state) is not null, clock, log);
        await watch.RunAsync(CancellationToken.None);
    }
}
