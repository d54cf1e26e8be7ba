using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>
/// Measures one backend now and then, and tells whoever listens: NATS clients (NATS API §11.4) and controllers (HTTP API §12.2). It keeps the last figures
/// and no more; where nobody listens, the server drops two small messages.
/// </summary>
internal sealed class ResourceMeter(ClusterName cluster, DroneId drone, BackendId backend, BackendServices services, ILogger<ResourceMeter> log)
{
    private ResourceReading? _before;

    /// <summary>Null until it was measured twice.</summary>
    public MetricsUpdate? Latest { get; private set; }

    /// <summary>Runs until cancelled; at once over where measuring is off.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        if (services.Options.MeasureEvery is not { } every)
        {
            return;
        }

        while (true)
        {
            try
            {
                await MeasureAsync(token);
            }
            catch (Exception exception) when (exception is RuntimeException or NatsException or IOException)
            {
                log.NotMeasured(exception, backend);
            }

            await Task.Delay(every, services.Clock, token);
        }
    }

    private async Task MeasureAsync(CancellationToken token)
    {
        if (await services.Runtime.MeasureAsync(backend, token) is not { } now)
        {
            return;
        }

        var before = _before;
        _before = now;

        // Counters that went back are another run's: the next two tell.
        if (before is null || now.Cpu < before.Cpu || now.SystemCpu <= before.SystemCpu)
        {
            return;
        }

        var (memory, cpu, system) = (now.Memory, now.Cpu - before.Cpu, now.SystemCpu - before.SystemCpu);
        Latest = new MetricsUpdate(backend, memory.Used, memory.Total, memory.Active, memory.Inactive, memory.Unevictable, memory.Limit, cpu, system);
        var stats = new BackendStatsMessage(cluster, drone, backend, memory.Used, memory.Limit > memory.Used ? memory.Limit - memory.Used : 0, cpu, system);
        await services.Connection.PublishAsync(Subjects.Stats(cluster, backend), stats, serializer: RawJson<BackendStatsMessage>.Of(NatsJson.Default.BackendStatsMessage), cancellationToken: token);
        await services.Connection.PublishAsync(Subjects.Metrics(cluster, backend), Latest, serializer: RawJson<MetricsUpdate>.Of(StateJson.Default.MetricsUpdate), cancellationToken: token);
    }
}
