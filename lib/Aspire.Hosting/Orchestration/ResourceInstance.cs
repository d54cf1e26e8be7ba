using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>One replica of a resource: waits, starts, is watched, ends.</summary>
internal sealed partial class ResourceInstance(IResource resource, int index, InstanceServices services) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<ChildProcess> _ended = [];
    private CancellationTokenSource? _life;
    private Task _run = Task.CompletedTask;
    private TaskCompletionSource _launched = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _child;
    private volatile bool _stopping;

    public IResource Resource { get; } = resource;

    public int Index { get; } = index;

    /// <summary>The resource's name; with replicas, and the replica's number.</summary>
    public string Id { get; } = resource.GetReplicaCount() == 1 ? resource.Name : $"{resource.Name}-{index}";

    /// <summary>Tells this run of this replica from others in telemetry.</summary>
    public string Suffix { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Returns when it runs, or could not be started.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_run.IsCompleted)
            {
                _stopping = false;
                _life?.Dispose();
                _life = new CancellationTokenSource();
                _launched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _run = RunAsync(_life.Token);
            }
        }
        finally
        {
            _gate.Release();
        }

        await _launched.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Returns when nothing of it is left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            _stopping = true;
            if (_life is not null)
            {
                await _life.CancelAsync();
            }

            if (_child is { } child)
            {
                await PublishAsync(s => s with { State = KnownResourceStates.Stopping });
                await child.StopAsync(services.Options.StopGrace, services.Options.OrphanGrace, services.Time, cancellationToken);
            }

            await _run;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends what earlier, crashed processes of this replica left behind.</summary>
    public async Task EndOrphansAsync()
    {
        foreach (var child in _ended)
        {
            await child.EndOrphansAsync(services.Options.OrphanGrace, services.Time);
        }
    }

    public Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        services.Notifications.PublishUpdateAsync(Resource, Id, change);

    public ValueTask DisposeAsync()
    {
        _life?.Dispose();
        _gate.Dispose();
        _ended.ForEach(c => c.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await WaitForDependenciesAsync(cancellationToken);
            var child = await LaunchAsync(cancellationToken);
            await WatchAsync(child, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(KnownResourceStates.Exited, null);
        }
        catch (Exception e)
        {
            LogFailedToStart(services.Logger, Id, e.Message);
            await EndAsync(KnownResourceStates.FailedToStart, null);
        }
        finally
        {
            _launched.TrySetResult();
        }
    }

    private async Task WaitForDependenciesAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(s => s with
        {
            State = KnownResourceStates.Waiting,
            ExitCode = null,
            ResourceReadyEvent = null,
            HealthReports = [],
            CreationTimeStamp = s.CreationTimeStamp ?? services.Time.GetUtcNow().UtcDateTime,
            StartTimeStamp = null,
            StopTimeStamp = null,
        });
        await services.Dependencies.WaitAsync(Resource, cancellationToken);
    }

    private async Task<ChildProcess> LaunchAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(s => s with { State = KnownResourceStates.Starting });
        await services.Eventing.PublishAsync(new BeforeResourceStartedEvent(Resource, services.Provider), cancellationToken);
        var plan = await services.Planner.PlanAsync(this, cancellationToken);
        var child = await services.Launcher.StartAsync(plan, (line, _) => services.Output.Write(Id, line), cancellationToken);
        _child = child;
        LogStarted(services.Logger, Id, child.Id);
        await PublishAsync(s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
            StartTimeStamp = services.Time.GetUtcNow().UtcDateTime,
            HealthReports = HealthMonitor.Unknown(Resource),
            Urls = UrlsOf(Resource),
        });
        _launched.TrySetResult();
        return child;
    }

    private async Task WatchAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var health = services.Health.RunAsync(this, FireReadyAsync, watch.Token);
        var code = await child.Exited;
        await watch.CancelAsync();
        await health.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Add(child);
        _child = null;
        if (_stopping)
        {
            LogStopped(services.Logger, Id, code);
        }
        else if (code == 0)
        {
            LogFinished(services.Logger, Id);
        }
        else
        {
            LogCrashed(services.Logger, Id, code, services.Output.FileOf(Id));
        }

        await EndAsync(_stopping || code != 0 ? KnownResourceStates.Exited : KnownResourceStates.Finished, code);
    }

    private async Task FireReadyAsync()
    {
        var done = Index == 0
            ? services.Eventing.PublishAsync(new ResourceReadyEvent(Resource, services.Provider), CancellationToken.None) : Task.CompletedTask;
        await PublishAsync(s => s with { ResourceReadyEvent = new EventSnapshot(done) });
        try
        {
            await done;
        }
        catch (Exception e)
        {
            LogReadyFailed(services.Logger, Id, e);
        }
    }

    private async Task EndAsync(string state, int? code)
    {
        var style = state == KnownResourceStates.FailedToStart || code is > 0 ? KnownResourceStateStyles.Error : null;
        await PublishAsync(s => s with
        {
            State = new ResourceStateSnapshot(state, style),
            ExitCode = code,
            StopTimeStamp = services.Time.GetUtcNow().UtcDateTime,
            HealthReports = [],
        });
        if (services.Notifications.TryGetCurrentState(Id, out var last))
        {
            await services.Eventing.PublishAsync(new ResourceStoppedEvent(Resource, services.Provider, last), CancellationToken.None);
        }
    }

    private static ImmutableArray<UrlSnapshot> UrlsOf(IResource resource) =>
        [.. resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.AllocatedEndpoint is not null)
            .Select(e => new UrlSnapshot(e.Name, e.AllocatedEndpoint!.UriString, IsInternal: false))];
}
