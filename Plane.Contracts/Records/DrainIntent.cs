using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>Somebody wants a drone to take no more backends, under <c>{cluster}.{drone}.drain</c> in <c>plane_intents</c>. It stands until it is undone.</summary>
public sealed record DrainIntent(ClusterName Cluster, DroneId Drone);
