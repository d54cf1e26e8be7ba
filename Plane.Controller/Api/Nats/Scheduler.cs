using Plane.Contracts.Nats;
using Plane.Controller.Connect;
using Plane.State.Secrets;

namespace Plane.Controller.Api.Nats;

/// <summary>Carries out a schedule request that <see cref="ScheduleRules"/> found nothing wrong with, whichever door it came in by.</summary>
internal sealed class Scheduler(Connector connector, ScheduleOrders orders, ClusterSecrets secrets)
{
    /// <returns>Exactly one of the two.</returns>
    /// <exception cref="NATS.Client.Core.NatsException">The cluster's secret could not be read.</exception>
    public Task<(ScheduledBackend? Scheduled, ConnectFault? Fault)> ScheduleAsync(ScheduleRequest request, CancellationToken token) => ConnectAsync(orders.Of(request), token);

    /// <summary>The same for a lock that somebody has.</summary>
    public Task<(ScheduledBackend? Scheduled, ConnectFault? Fault)> FetchAsync(FetchRequest request, CancellationToken token) => ConnectAsync(ScheduleOrders.Of(request), token);

    private async Task<(ScheduledBackend? Scheduled, ConnectFault? Fault)> ConnectAsync(ConnectOrder order, CancellationToken token)
    {
        var outcome = await connector.ConnectAsync(order, token);
        return outcome.Connected is { } connected ? (await ScheduledAsync(connected, token), null) : (null, outcome.Fault);
    }

    private async Task<ScheduledBackend> ScheduledAsync(Connected connected, CancellationToken token)
    {
        var record = connected.Record;
        var bearer = record.RequiresBearerToken ? (await secrets.OfAsync(record.Cluster, token)).BearerTokenOf(record.Backend) : null;
        return new ScheduledBackend(connected.Entry.Drone.Value, record.Backend.Value, connected.Spawned, bearer);
    }
}
