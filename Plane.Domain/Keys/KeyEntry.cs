using Plane.Domain.Identity;

namespace Plane.Domain.Keys;

/// <summary>Who holds a key. Lives on NATS for <see cref="LeaseTimings.Ttl"/> after each write; the entry's revision is the lease.</summary>
public sealed record KeyEntry
{
    public required KeyEntryState State { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>What later connects must name as well; empty for none.</summary>
    public required string Tag { get; init; }

    public required BackendId Backend { get; init; }

    public required ClusterName Cluster { get; init; }

    public required DroneId Drone { get; init; }

    /// <summary>The drone's incarnation; 0 while reserved, for the drone answers for itself only when it accepts.</summary>
    public required long Incarnation { get; init; }

    /// <summary>0 while reserved.</summary>
    public required long FencingToken { get; init; }
}
