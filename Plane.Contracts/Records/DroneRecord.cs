using System.Collections.Immutable;
using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>What a drone says of itself in <c>plane_drones</c>, every few seconds and at each change.</summary>
public sealed record DroneRecord
{
    public required ClusterName Cluster { get; init; }

    public required DroneId Drone { get; init; }

    /// <summary>Rises with every start of the drone.</summary>
    public required long Incarnation { get; init; }

    public required bool IsAgent { get; init; }

    public required bool IsProxy { get; init; }

    public required DroneState State { get; init; }

    /// <summary>Empty is the default pool.</summary>
    public required string Pool { get; init; }

    /// <summary>Addresses clients reach its proxy at, for DNS.</summary>
    public ImmutableArray<string> PublicAddresses { get; init; } = [];

    /// <summary><c>host:port</c> of the internal listener that other proxies of the cluster forward to; null where it has no agent.</summary>
    public string? PeerAddress { get; init; }

    /// <summary>Authority of the proxy's own listener, for humans and start tables; null without the proxy role.</summary>
    public string? ProxyAuthority { get; init; }

    /// <summary>Backends that have not ended.</summary>
    public int Running { get; init; }

    /// <summary>How many it runs at once at most; null for no limit.</summary>
    public int? Capacity { get; init; }

    public long? FreeMemoryBytes { get; init; }

    /// <summary>Idle processors, as a number of cores.</summary>
    public double? FreeCores { get; init; }

    public required string Version { get; init; }

    /// <summary>Hashed names of the images its engine has (<see cref="ImageHash"/>).</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>How far it is with its cluster's list of images, in its order.</summary>
    public ImmutableArray<PrefetchState> Prefetch { get; init; } = [];
}
