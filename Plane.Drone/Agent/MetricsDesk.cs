using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Drone.Backends;

namespace Plane.Drone.Agent;

/// <summary>Says what a backend of this drone was last seen to use.</summary>
internal sealed class MetricsDesk(BackendRoster roster)
{
    public Task<MetricsReply> TellAsync(MetricsMessage message, NatsHeaders? headers, CancellationToken token)
    {
        var supervisor = roster.Find(message.Backend);
        return Task.FromResult(new MetricsReply(supervisor is not null, supervisor?.Metrics));
    }
}
