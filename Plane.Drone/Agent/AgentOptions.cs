using System.Collections.Immutable;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;

namespace Plane.Drone.Agent;

/// <summary>What a drone is, as its heartbeat tells and its spawns are checked against.</summary>
internal sealed record AgentOptions
{
    public required ClusterName Cluster { get; init; }

    public required DroneId Drone { get; init; }

    public required string StateDirectory { get; init; }

    public required bool IsProxy { get; init; }

    public string Pool { get; init; } = "";

    public ImmutableArray<string> PublicAddresses { get; init; } = [];

    /// <summary>Of the proxy in this process, for humans; null for localhost and its port.</summary>
    public string? ProxyAuthority { get; init; }

    /// <summary>Null for no limit.</summary>
    public int? Capacity { get; init; }

    /// <summary>Where the executor listens, for the guard; null for other runtimes.</summary>
    public string? ExecutorSocket { get; init; }

    public TimeSpan PruneContainersAfter { get; init; }

    public PrunedImages PruneImages { get; init; }

    public TimeSpan PruneImagesAfter { get; init; } = TimeSpan.FromDays(1);

    public StopBehaviour OnStop { get; init; }
}
