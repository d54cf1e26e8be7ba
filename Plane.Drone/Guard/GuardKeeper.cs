using System.Diagnostics;
using System.Globalization;
using Plane.Domain.Keys;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Docker;

namespace Plane.Drone.Guard;

/// <summary>Keeps one guard running for this drone: the one an earlier life left, or a new one. Without it nothing may be spawned.</summary>
internal sealed class GuardKeeper(GuardOptions options, LeaseTimings timings, TimeProvider clock, ILogger<GuardKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StartLook = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    /// <summary>Less than a controller waits for the answer to a spawn.</summary>
    private static readonly TimeSpan NextLimit = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a guard watches for the first time.</summary>
    public Task Watching => _first.Task;

    private bool IsAlive => GuardFiles.LivingGuard(options.StateDirectory) is not null;

    /// <summary>Asked at each spawn. The guard of an earlier life goes when that has nothing left to guard, perhaps right after this one has met it: the next is then there in a moment.</summary>
    /// <returns>False where none came within <see cref="NextLimit"/>.</returns>
    public async Task<bool> IsWatchingAsync(CancellationToken token)
    {
        var began = clock.GetTimestamp();
        while (!IsAlive && clock.GetElapsedTime(began) < NextLimit)
        {
            await Task.Delay(StartLook, clock, token);
        }

        return IsAlive;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // The guard ends when this process does and nothing is left to guard, so it must know it before it looks.
        GuardFiles.WriteDrone(options.StateDirectory, ProcessMark.Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process is not in /proc."));
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // The guard need not wait for the process: it goes as soon as nothing is left to guard.
        GuardFiles.ForgetDrone(options.StateDirectory);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!IsAlive)
                {
                    await StartGuardAsync(stoppingToken);
                }

                _first.TrySetResult();
            }
            catch (Exception exception) when (exception is IOException or System.ComponentModel.Win32Exception or TimeoutException)
            {
                log.GuardNotStarted(exception);
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StartGuardAsync(CancellationToken token)
    {
        using var process = Process.Start(StartInfo()) ?? throw new IOException("No process came of it.");
        var began = clock.GetTimestamp();
        while (!IsAlive && clock.GetElapsedTime(began) < StartLimit && !process.HasExited)
        {
            await Task.Delay(StartLook, clock, token);
        }

        if (!IsAlive)
        {
            throw new TimeoutException($"The guard does not watch; see {GuardFiles.Log(options.StateDirectory)}.");
        }

        log.GuardStarted(process.Id);
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo { UseShellExecute = false, WorkingDirectory = options.StateDirectory };
        foreach (var argument in options.Command.Skip(1).Append(GuardProgram.Verb).Append(options.StateDirectory).Append(((long)timings.EngineSilence.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)))
        {
            start.ArgumentList.Add(argument);
        }

        start.FileName = options.Command[0];

        // The drone may have it from a file or an argument, which the guard does not read.
        start.Environment[EngineEndpoint.Variable] = options.Engine;

        // Small and quiet: it only reads a few files five times a second.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCConserveMemory"] = "9";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}
