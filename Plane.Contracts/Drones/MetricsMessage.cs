using Plane.Domain.Identity;

namespace Plane.Contracts.Drones;

/// <summary>What does this backend use? Asked of its drone, which answers at once with what it measured last (<see cref="Nats.Subjects.Metrics(ClusterName, DroneId)"/>).</summary>
public sealed record MetricsMessage(BackendId Backend);

/// <param name="IsHere">Whether the drone runs the backend.</param>
/// <param name="Metrics">Null where nothing was measured yet.</param>
public sealed record MetricsReply(bool IsHere, MetricsUpdate? Metrics);
