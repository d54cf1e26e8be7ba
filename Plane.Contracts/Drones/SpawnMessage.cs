using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Contracts.Drones;

/// <summary>A controller asks a drone to run a backend for which it reserved the key (<see cref="Nats.Subjects.Spawn"/>). The only message that carries environment and credentials.</summary>
public sealed record SpawnMessage
{
    public required ClusterName Cluster { get; init; }

    public required DroneId Drone { get; init; }

    /// <summary>The incarnation the controller saw; another one refuses.</summary>
    public required long Incarnation { get; init; }

    public required BackendId Backend { get; init; }

    public required string KeyNamespace { get; init; }

    public required string KeyName { get; init; }

    public required string KeyTag { get; init; }

    /// <summary>Revision of the reservation (r0), which the drone turns into its lease.</summary>
    public required ulong Reservation { get; init; }

    /// <summary>Revision of the backend's record, <c>scheduled</c>.</summary>
    public required ulong Record { get; init; }

    public required long FencingToken { get; init; }

    public required BackendSpec Spec { get; init; }

    public required BackendLimits Limits { get; init; }

    /// <summary>The backend's static token, to be told to the program; null without one.</summary>
    public string? StaticToken { get; init; }

    /// <summary>Milliseconds since the connect began, to count phase timings on.</summary>
    public long ElapsedMilliseconds { get; init; }

    /// <summary>Names the backend only.</summary>
    public override string ToString() => $"spawn {Backend} on {Drone}";
}

/// <param name="Accepted">The drone holds the key and starts the backend.</param>
/// <param name="Refusal">Why not, for logs; null when accepted.</param>
public sealed record SpawnReply(bool Accepted, string? Refusal);
