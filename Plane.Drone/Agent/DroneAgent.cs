using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Drone.Backends;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;
using Plane.State.Buckets;

namespace Plane.Drone.Agent;

/// <summary>The agent role from start to end: take back what ran, tell the cluster, take spawns, let go.</summary>
internal sealed class DroneAgent(
    AgentOptions options,
    AgentParts parts,
    BackendServices services,
    BackendRoster roster,
    GuardKeeper guard,
    DroneLife life,
    IHostApplicationLifetime host,
    ILogger<DroneAgent> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // First nothing new, then what there is, then the loops that serve it.
        var wasReady = life.State == DroneState.Ready;
        life.State = options.OnStop == StopBehaviour.Terminate ? DroneState.Draining : DroneState.Starting;
        if (options.OnStop == StopBehaviour.Terminate && !roster.Overtaken.IsCompleted)
        {
            await TerminateAllAsync(cancellationToken);
        }

        await roster.LeaveAsync();
        if (wasReady && !roster.Overtaken.IsCompleted)
        {
            // So that no controller sends anything to a drone that is gone.
            await parts.Heartbeats.TellAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await parts.Setup.Done.WaitAsync(stoppingToken);
        using var loops = new TaskGroup(stoppingToken);
        services.Connection.ConnectionOpened += HastenAsync;
        try
        {
            loops.Add(LoopAsync("exits", services.Runtime.WatchAsync, loops.Token));
            loops.Add(LoopAsync("programs", parts.Programs.RunAsync, loops.Token));
            await guard.Watching.WaitAsync(stoppingToken);
            await TakeBackAllAsync(loops, stoppingToken);
            loops.Add(LoopAsync("spawns", ListenForSpawnsAsync, loops.Token));
            loops.Add(LoopAsync("touches", ListenForTouchesAsync, loops.Token));
            loops.Add(LoopAsync("activities", ListenForActivitiesAsync, loops.Token));
            loops.Add(LoopAsync("metrics", ListenForMetricsAsync, loops.Token));
            loops.Add(LoopAsync("conduits", stop => ListenForConduitsAsync(loops, stop), loops.Token));
            loops.Add(LoopAsync("intents", parts.Terminations.RunAsync, loops.Token));
            loops.Add(LoopAsync("prefetching", parts.Prefetching.RunAsync, loops.Token));
            loops.Add(LoopAsync("pruning", parts.Pruning.RunAsync, loops.Token));
            loops.Add(LoopAsync("orphans", parts.Orphans.RunAsync, loops.Token));

            // A drained drone that restarts must not take a spawn before it knows.
            await parts.Drain.KnownAsync(stoppingToken);
            loops.Add(LoopAsync("drain", parts.Drain.RunAsync, loops.Token));
            life.State = DroneState.Ready;
            log.Ready(roster.Count);
            await roster.Overtaken.WaitAsync(stoppingToken);
            await YieldAsync(stoppingToken);
            host.StopApplication();
        }
        finally
        {
            services.Connection.ConnectionOpened -= HastenAsync;
            await loops.EndAsync();
        }
    }

    /// <summary>Each backend finds out by itself that the newer life has it; what that life does not take is the guard's.</summary>
    private async Task YieldAsync(CancellationToken token)
    {
        log.Overtaken();
        life.State = DroneState.Draining;
        var began = services.Clock.GetTimestamp();
        while (roster.Count > 0 && services.Clock.GetElapsedTime(began) < services.Timings.KillAt)
        {
            await HastenAsync(null, null);
            await Task.Delay(services.Timings.RetryEvery, services.Clock, token);
        }
    }

    private async Task TakeBackAllAsync(TaskGroup loops, CancellationToken token)
    {
        while (true)
        {
            try
            {
                var left = await parts.Census.TakeAsync(token);
                if (!life.Incarnation.IsCompleted)
                {
                    life.Begin(await parts.Census.NextIncarnationAsync(left, token));
                    log.LifeBegins(options.Drone, options.Cluster, life.Number);
                    loops.Add(LoopAsync("heartbeats", parts.Heartbeats.RunAsync, loops.Token));
                }

                await Task.WhenAll(left.Where(one => roster.Find(one.Backend) is null).Select(one => parts.Readoption.TakeBackAsync(one, life.Number, token)));
                return;
            }
            catch (RuntimeException exception)
            {
                log.EngineAway(exception);
                await Task.Delay(RetryAfter, services.Clock, token);
            }
        }
    }

    private Task ListenForSpawnsAsync(CancellationToken token) =>
        ListenAsync(Subjects.Spawn(options.Cluster, options.Drone), StateJson.Default.SpawnMessage, StateJson.Default.SpawnReply, parts.Spawns.SpawnAsync, token);

    private Task ListenForTouchesAsync(CancellationToken token) =>
        ListenAsync(Subjects.Touch(options.Cluster, options.Drone), StateJson.Default.TouchMessage, StateJson.Default.TouchReply, parts.Touches.TouchAsync, token);

    private Task ListenForActivitiesAsync(CancellationToken token) =>
        ListenAsync(Subjects.Activity(options.Cluster, options.Drone), StateJson.Default.ActivityMessage, StateJson.Default.ActivityReply, parts.Activities.TellAsync, token);

    private Task ListenForMetricsAsync(CancellationToken token) =>
        ListenAsync(Subjects.Metrics(options.Cluster, options.Drone), StateJson.Default.MetricsMessage, StateJson.Default.MetricsReply, parts.Metrics.TellAsync, token);

    /// <param name="tasks">Holds what goes on over the conduits.</param>
    private Task ListenForConduitsAsync(TaskGroup tasks, CancellationToken token) => ListenAsync(
        Subjects.Attach(options.Cluster, options.Drone),
        StateJson.Default.AttachMessage,
        StateJson.Default.AttachReply,
        (message, _, stop) => parts.Attach.AttachAsync(message, tasks, stop),
        token);

    private Task ListenAsync<TRequest, TReply>(
        string subject, JsonTypeInfo<TRequest> request, JsonTypeInfo<TReply> reply, Func<TRequest, NatsHeaders?, CancellationToken, Task<TReply>> answer, CancellationToken token)
        where TRequest : class =>
        new RequestListener<TRequest, TReply>(
            services.Connection, subject, RawJson<TRequest>.Of(request), RawJson<TReply>.Of(reply), services.Clock, log).RunAsync(answer, token);

    private async Task TerminateAllAsync(CancellationToken token)
    {
        foreach (var supervisor in roster.All)
        {
            supervisor.Orders.Order(new StopOrder(TerminationKind.Soft, TerminationReason.External));
        }

        await roster.AllEndedAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ValueTask HastenAsync(object? sender, NatsEventArgs? args)
    {
        foreach (var supervisor in roster.All)
        {
            supervisor.Lease.Hasten();
        }

        return ValueTask.CompletedTask;
    }

    private async Task LoopAsync(string name, Func<CancellationToken, Task> run, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await run(token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
            {
                log.LoopBroke(exception, name);
                await Task.Delay(RetryAfter, services.Clock, token);
            }
        }
    }
}
