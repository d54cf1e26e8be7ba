using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Lifecycle;
using Plane.Controller.Scheduling;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Control;

/// <summary><c>GET /ctrl/c/{cluster}/state</c> (HTTP API §1.9), from the views alone. A node is listed from its first heartbeat until its entry has expired.</summary>
internal sealed class ClusterStateEndpoint(DroneBoard board, Drains drains, BackendViews backends, ServerClock time, NatsContact contact, Entropy entropy, ErrorAnswers answers)
{
    private readonly string _controller = "co-" + entropy.Letters(14);

    public async Task AnswerAsync(HttpContext context, string cluster)
    {
        if (PathRules.FaultOfCluster(cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        var state = StateOf(ClusterName.Parse(cluster));
        await context.Response.WriteAsJsonAsync(state, HttpStatusJson.Default.ClusterStateResponse, contentType: null, context.RequestAborted);
    }

    private ClusterStateResponse StateOf(ClusterName cluster)
    {
        var nodes = board.Heard(cluster).OrderBy(static seen => seen.Value.Drone.Value, StringComparer.Ordinal).ToList();
        var counts = backends.All
            .Where(seen => seen.Value.Cluster == cluster && seen.Value.Status != BackendStatus.Terminated)
            .CountBy(static seen => seen.Value.Drone)
            .ToDictionary();
        return new ClusterStateResponse(
            [.. nodes.Where(static seen => seen.Value.IsAgent).Select(seen => DroneOf(seen, counts.GetValueOrDefault(seen.Value.Drone)))],
            [.. nodes.Where(static seen => seen.Value.IsProxy).Select(seen => NodeOf(seen.Value, new NodeName { Proxy = seen.Value.Drone.Value }))]);
    }

    private DroneSummary DroneOf(Seen<DroneRecord> seen, int count)
    {
        var drone = seen.Value;
        return new DroneSummary(
            drone.State != DroneState.Starting,
            drone.State is DroneState.Draining or DroneState.Drained || drains.IsWanted(drone.Cluster, drone.Drone),
            AgeOf(seen),
            count,
            NodeOf(drone, new NodeName { Drone = drone.Drone.Value }));
    }

    /// <summary>By the servers' clock, so that it is right for a drone that fell silent before this controller started.</summary>
    private long AgeOf(Seen<DroneRecord> seen) => time.Now is { } now && now > seen.Entry.Created ? (long)(now - seen.Entry.Created).TotalSeconds : 0;

    private NodeSummary NodeOf(DroneRecord drone, NodeName name)
    {
        var (version, hash) = BuildVersion.Parse(drone.Version);
        return new NodeSummary(name, version, hash, _controller, (long)contact.Silence.TotalSeconds);
    }
}
