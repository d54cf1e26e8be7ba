using System.Collections.Immutable;
using Plane.Domain.Identity;

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

    public StopBehaviour OnStop { get; init; }
}
