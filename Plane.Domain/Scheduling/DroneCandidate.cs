using System.Collections.Immutable;
using Plane.Domain.Identity;

namespace Plane.Domain.Scheduling;

/// <summary>A drone as the scheduler sees it at one moment.</summary>
/// <param name="IsAgent">It has the agent role, so it can run backends.</param>
/// <param name="IsFresh">Its last heartbeat is recent.</param>
/// <param name="IsReady">It says that it takes backends.</param>
/// <param name="Running">Backends that have not ended, as it last said, and those placed on it since.</param>
/// <param name="Capacity">How many it will run at once; null for no limit.</param>
/// <param name="Images">Hashed ids of the images its engine has.</param>
public sealed record DroneCandidate(
    ClusterName Cluster,
    DroneId Drone,
    long Incarnation,
    string Pool,
    bool IsAgent,
    bool IsFresh,
    bool IsReady,
    bool IsDraining,
    int Running,
    int? Capacity,
    ImmutableHashSet<string> Images)
{
    public bool IsFull => Capacity is { } capacity && Running >= capacity;

    /// <summary>Share of the capacity in use; without a capacity the count itself, which orders such drones just as well.</summary>
    public double Load => Capacity is { } capacity and > 0 ? (double)Running / capacity : Running;
}
