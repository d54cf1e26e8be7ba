using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>NATS API §1.5.6: a drone shall take no more backends, or shall again. Answered <c>null</c> once it stands.</summary>
/// <param name="Drain">False undoes it.</param>
public sealed record DrainRequest(DroneId Drone, ClusterName Cluster, bool Drain);
