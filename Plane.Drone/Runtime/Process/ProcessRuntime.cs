using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;

namespace Plane.Drone.Runtime.Process;

/// <summary>
/// Runs programs of this machine in place of containers, for development: each in a session of its own, below a shell that waits for it and
/// writes down how it ended. Everything needed to find it again is in its folder, so it survives its drone.
/// </summary>
internal sealed class ProcessRuntime(ProcessRuntimeOptions options, TimeProvider clock) : IRuntime
{
    /// <summary>
    /// The leader tells who it is before the program begins, and outlives SIGTERM to tell the exit code. <c>trap :</c> and not <c>''</c>, so that the program
    /// itself gets the signal's default back.
    /// </summary>
    private const string Script = "d=$1; shift; cat /proc/$$/stat >\"$d/leader.tmp\"; mv \"$d/leader.tmp\" \"$d/leader\"; trap : TERM INT HUP; \"$@\"; echo $? >\"$d/exit.tmp\"; mv \"$d/exit.tmp\" \"$d/exit\"";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan BeginLimit = TimeSpan.FromSeconds(5);

    public RuntimeKind Kind => RuntimeKind.Process;

    public Task WatchAsync(CancellationToken token) => Task.Delay(Timeout.InfiniteTimeSpan, clock, token);

    public Task PrepareAsync(BackendSpec spec, IProgress<PullProgress> progress, CancellationToken token) =>
        CommandOf(spec.Image) is null
            ? throw new RuntimeException($"The image {spec.Image} has no command on this drone, which runs programs instead of containers (Plane:Drone:Process:Images).")
            : Task.CompletedTask;

    public Task CreateAsync(BackendLaunch launch, CancellationToken token)
    {
        var folder = FolderOf(launch.Identity.Backend);
        Directory.CreateDirectory(folder.FullPath);
        var card = new ProgramCard(launch.Identity.Backend.Value, Guid.NewGuid().ToString("N"), launch.Key.Hash, launch.Identity.FencingToken, FreeLoopbackPort.Find(), launch.Spec.Ports.ToDictionary(static port => port, static _ => FreeLoopbackPort.Find()));
        File.WriteAllBytes(folder.Card, JsonSerializer.SerializeToUtf8Bytes(card, ProgramJson.Default.ProgramCard));
        File.WriteAllText(folder.Output, "");
        File.WriteAllText(folder.Errors, "");
        return Task.CompletedTask;
    }

    public async Task<StartedBackend> StartAsync(BackendLaunch launch, CancellationToken token)
    {
        var folder = FolderOf(launch.Identity.Backend);
        var card = CardOf(folder) ?? throw new RuntimeException("The program was not created.");
        try
        {
            using var process = System.Diagnostics.Process.Start(StartInfo(launch, folder, card));
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new RuntimeException($"Starting {launch.Spec.Image} failed: {exception.Message}", exception);
        }

        var began = clock.GetTimestamp();
        while (!File.Exists(folder.Leader) && clock.GetElapsedTime(began) < BeginLimit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), clock, token);
        }

        return StartedOf(card, ProgramGroup.Leader(folder));
    }

    public Task UntilAnsweredAsync(BackendId backend, IPEndPoint address, CancellationToken token) => HttpProbe.UntilAnsweredAsync(address, clock, token);

    public Task<StartedBackend?> FindAsync(BackendId backend, ImmutableArray<int> ports, CancellationToken token)
    {
        var folder = FolderOf(backend);
        return Task.FromResult(CardOf(folder) is { } card && ProgramGroup.Leader(folder) is { } leader ? StartedOf(card, leader) : null);
    }

    public async Task<BackendExit> ExitOfAsync(BackendId backend, CancellationToken token)
    {
        var folder = FolderOf(backend);
        using var leader = ProgramGroup.LeaderPulse(folder);
        while (leader is { IsAlive: true })
        {
            await Task.Delay(Look, clock, token);
        }

        // Without a word from the leader it was killed itself.
        var told = File.Exists(folder.ExitCode) ? await File.ReadAllTextAsync(folder.ExitCode, token) : "137";
        return new BackendExit(int.Parse(told, CultureInfo.InvariantCulture), "");
    }

    public Task SignalAsync(BackendId backend, TerminationKind kind, CancellationToken token)
    {
        if (kind == TerminationKind.Soft)
        {
            ProgramGroup.Terminate(FolderOf(backend));
        }
        else
        {
            ProgramGroup.Kill(FolderOf(backend));
        }

        return Task.CompletedTask;
    }

    public async Task RemoveAsync(BackendId backend, CancellationToken token)
    {
        var folder = FolderOf(backend);
        while (ProgramGroup.IsAlive(folder))
        {
            ProgramGroup.Kill(folder);
            await Task.Delay(Look, clock, token);
        }

        folder.Delete();
    }

    public Task<IReadOnlyList<FoundBackend>> ListAsync(CancellationToken token)
    {
        var root = ProgramFolder.Root(options.StateDirectory);
        var names = Directory.Exists(root) ? Directory.EnumerateDirectories(root).Select(Path.GetFileName) : [];
        var found = names
            .Select(static name => BackendId.TryParse(name, out var backend) ? backend : null).OfType<BackendId>()
            .Select(backend => CardOf(FolderOf(backend)) is { } card ? new FoundBackend(backend, card.Run, card.KeyHash, card.FencingToken, ProgramGroup.IsAlive(FolderOf(backend))) : null)
            .OfType<FoundBackend>();
        return Task.FromResult<IReadOnlyList<FoundBackend>>([.. found]);
    }

    public IAsyncEnumerable<LogLine> LogsAsync(BackendId backend, OutputPosition after, CancellationToken token) => FileTail.FollowAsync(FolderOf(backend), after, clock, token);

    public Task<ResourceReading?> MeasureAsync(BackendId backend, CancellationToken token) => Task.FromResult(ProgramReadings.Read(FolderOf(backend)));

    public Task<IReadOnlyList<string>> ImagesAsync(CancellationToken token) => Task.FromResult<IReadOnlyList<string>>([.. options.Images.Keys]);

    public void Dispose()
    {
        // Programs outlive this process on purpose.
    }

    private static StartedBackend StartedOf(ProgramCard card, ProcessMark? leader) => new(card.Run, new IPEndPoint(IPAddress.Loopback, card.Port), leader)
    {
        Ports = card.Ports?.ToImmutableDictionary(static pair => pair.Key, static pair => new IPEndPoint(IPAddress.Loopback, pair.Value)) ?? ImmutableDictionary<int, IPEndPoint>.Empty,
    };

    private static ProgramCard? CardOf(ProgramFolder folder) =>
        File.Exists(folder.Card) ? JsonSerializer.Deserialize(File.ReadAllBytes(folder.Card), ProgramJson.Default.ProgramCard) : null;

    private string? CommandOf(string image) => options.Images.TryGetValue(image, out var command) || (image.EndsWith(":latest", StringComparison.Ordinal) && options.Images.TryGetValue(image[..^":latest".Length], out command))
        ? command
        : null;

    private ProgramFolder FolderOf(BackendId backend) => ProgramFolder.Of(options.StateDirectory, backend);

    private ProcessStartInfo StartInfo(BackendLaunch launch, ProgramFolder folder, ProgramCard card)
    {
        // The outer shell points the streams at files, so that no pipe ties the program to this process, and becomes the leader of a new session.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        var command = CommandLine.Split(CommandOf(launch.Spec.Image)!);
        foreach (var argument in new[] { "-c", "exec setsid /bin/sh -c \"$0\" plane \"$@\" >>\"$1/stdout\" 2>>\"$1/stderr\" </dev/null", Script, folder.FullPath }.Concat(command))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var name in new[] { "PATH", "HOME", "LANG", "TMPDIR", "DOTNET_ROOT" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        var ports = (card.Ports ?? []).Select(static pair => KeyValuePair.Create(PortVariable.Of(pair.Key), pair.Value.ToString(CultureInfo.InvariantCulture)));
        foreach (var (name, value) in launch.Environment.SetItem("PORT", card.Port.ToString(CultureInfo.InvariantCulture)).SetItems(ports))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
