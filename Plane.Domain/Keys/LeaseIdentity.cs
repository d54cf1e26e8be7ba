using Plane.Domain.Identity;

namespace Plane.Domain.Keys;

/// <summary>Whose lease it is. All parts must agree before a drone calls an entry its own.</summary>
public sealed record LeaseIdentity(BackendId Backend, ClusterName Cluster, DroneId Drone, long Incarnation, long FencingToken);
