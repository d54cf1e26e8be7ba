using System.Globalization;
using System.Net;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;

namespace Plane.Drone.Backends;

/// <summary>From an accepted spawn to ready: pull, create, start, probe. Faults of the backend are <see cref="RuntimeException"/>s.</summary>
internal sealed class BackendStart(HeldBackend held, BackendServices services, BackendOutput output, TaskGroup tasks)
{
    private const string EndedEarly = "The program ended before it answered.";
    private readonly long _began = services.Clock.GetTimestamp();
    private readonly TaskCompletionSource<BackendExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _atEngine = Task.CompletedTask;

    /// <summary>Completes when the program has ended; never before it began.</summary>
    public Task<BackendExit> Exit => _exit.Task;

    /// <summary>Whether the program is known to run, so that its end will be noticed.</summary>
    public bool IsFollowed { get; private set; }

    /// <summary>Completes when no create or start is in flight any more, however they went.</summary>
    public Task EngineQuiet => _atEngine;

    /// <summary>Completes when the program's last line was read.</summary>
    public Task LinesRead { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the engine may know anything of it.</summary>
    public bool ReachedEngine { get; private set; } = held.Running is not null;

    private BackendId Backend => held.Launch.Identity.Backend;

    public async Task RunAsync(CancellationToken token)
    {
        if (held.Running is { } running)
        {
            Follow(resumed: true);
            await ProbeAsync(running, token);
            return;
        }

        await PullAsync(token);
        await held.Record.WriteAsync(record => record with { Status = BackendStatus.Starting, Phases = record.Phases with { Pulled = Milliseconds() } }, token);
        await CreateAsync(token);
        var created = Milliseconds();
        var started = await StartAsync(token);
        var startedAt = Milliseconds();
        var told = held.Record.WriteAsync(
            record => record with
            {
                Status = BackendStatus.Waiting,
                ContainerId = started.ContainerId,
                Address = started.Address?.ToString(),
                Phases = record.Phases with { Created = created, Started = startedAt },
            },
            token);
        tasks.Add(told);
        await ProbeAsync(started, token);
    }

    private async Task PullAsync(CancellationToken token)
    {
        using var span = DroneActivity.Begin("pull", Backend);
        var teller = new PullTeller(held.Launch.Identity.Cluster, Backend, services.Connection, services.Clock, services.Logs.CreateLogger<BackendOutput>());
        tasks.Add(teller.TellAsync(token));
        try
        {
            await services.Runtime.PrepareAsync(held.Launch.Spec, teller, token);
        }
        finally
        {
            teller.Finish();
        }
    }

    private async Task CreateAsync(CancellationToken token)
    {
        using var span = DroneActivity.Begin("create", Backend);
        CheckLease();
        ReachedEngine = true;

        // Not cancelled once it is under way: the engine would go on regardless, and whoever removes must know when it is done.
        var create = services.Runtime.CreateAsync(held.Launch, CancellationToken.None);
        _atEngine = create.ContinueWith(static _ => { }, TaskScheduler.Default);
        await create.WaitAsync(token);
    }

    private async Task<StartedBackend> StartAsync(CancellationToken token)
    {
        using var span = DroneActivity.Begin("start", Backend);
        token.ThrowIfCancellationRequested();
        CheckLease();
        var start = services.Runtime.StartAsync(held.Launch, CancellationToken.None);
        _atEngine = start.ContinueWith(static _ => { }, TaskScheduler.Default);
        var started = await start.WaitAsync(token);
        held.Journal.Process(started.Process);
        CheckLease();
        Follow(resumed: false);
        return started;
    }

    private void Follow(bool resumed)
    {
        tasks.Add(WatchExitAsync(tasks.Token));
        LinesRead = output.FollowAsync(resumed, _exit.Task, tasks.Token);
        tasks.Add(LinesRead);
        IsFollowed = true;
    }

    private async Task WatchExitAsync(CancellationToken token) => _exit.TrySetResult(await services.Runtime.ExitOfAsync(Backend, token));

    private async Task ProbeAsync(StartedBackend started, CancellationToken token)
    {
        if (started.Address is not { } address)
        {
            await _exit.Task.WaitAsync(token);
            throw new RuntimeException(EndedEarly);
        }

        if (held.Record.Current.Status < BackendStatus.Ready)
        {
            await UntilAnsweredAsync(address, token);
        }

        // The route must exist before anybody can learn that the backend is ready.
        services.Routes.Open(new Routing.Route(Backend, address, started.ContainerId) { Ports = started.Ports, Process = started.Process });
        if (held.Record.Current.Status < BackendStatus.Ready)
        {
            await held.Record.WriteAsync(record => record with { Status = BackendStatus.Ready, Phases = record.Phases with { Probed = Milliseconds() } }, token);
        }
    }

    private async Task UntilAnsweredAsync(IPEndPoint address, CancellationToken token)
    {
        using var span = DroneActivity.Begin("probe", Backend);
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        rest.CancelAfter(services.Options.ProbeLimit);
        var probe = services.Runtime.UntilAnsweredAsync(Backend, address, rest.Token);
        await Task.WhenAny(probe, _exit.Task);
        if (probe.IsCompletedSuccessfully || (probe.IsFaulted && !_exit.Task.IsCompleted))
        {
            await probe;
            return;
        }

        await rest.CancelAsync();
        token.ThrowIfCancellationRequested();
        throw _exit.Task.IsCompleted
            ? new RuntimeException(EndedEarly)
            : new StartupTimeoutException(string.Create(CultureInfo.InvariantCulture, $"No HTTP answer on port {address.Port} within {services.Options.ProbeLimit.TotalSeconds} s."));
    }

    private void CheckLease()
    {
        if (!held.Lease.HasTime)
        {
            throw new RuntimeException("The key's lease was as good as over.");
        }
    }

    private long Milliseconds() => (long)(held.Elapsed + services.Clock.GetElapsedTime(_began)).TotalMilliseconds;
}
