using Plane.Domain.Identity;

namespace Plane.Domain.Scheduling;

/// <param name="Pool">Exact match; empty is the default pool.</param>
/// <param name="ImageId">Hashed id of the image, to prefer a drone that has it.</param>
public sealed record PlacementRequest(ClusterName Cluster, string Pool, string ImageId);
