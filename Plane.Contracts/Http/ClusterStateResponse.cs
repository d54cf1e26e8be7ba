using System.Text.Json.Serialization;

namespace Plane.Contracts.Http;

/// <summary><c>GET /ctrl/c/{cluster}/state</c> (HTTP API §1.9): what has been heard of lately, ordered by id.</summary>
public sealed record ClusterStateResponse(IReadOnlyList<DroneSummary> Drones, IReadOnlyList<NodeSummary> Proxies);

/// <param name="Ready">It is past its start; a draining drone is ready too.</param>
/// <param name="LastHeartbeatAge">Whole seconds.</param>
/// <param name="BackendCount">Backends on it that have not ended.</param>
public sealed record DroneSummary(bool Ready, bool Draining, long LastHeartbeatAge, int BackendCount, NodeSummary Node);

/// <param name="PlaneHash">First eight characters of the commit it was built from; empty where unknown.</param>
/// <param name="Controller">Nodes are attached to no controller here: the one that answers.</param>
/// <param name="ControllerHeartbeatAge">Whole seconds since NATS last answered that controller.</param>
public sealed record NodeSummary(NodeName Name, string PlaneVersion, string PlaneHash, string Controller, long ControllerHeartbeatAge);

/// <summary>Exactly one is there and tells what the node is. A drone with a proxy appears once as each, under the same id.</summary>
public sealed record NodeName
{
    [JsonPropertyName("Drone")]
    public string? Drone { get; init; }

    [JsonPropertyName("Proxy")]
    public string? Proxy { get; init; }
}
