using Plane.Domain.Backends;

namespace Plane.Drone.Backends;

/// <summary>A backend has to end.</summary>
/// <param name="Reason">Why, for its record.</param>
internal sealed record StopOrder(TerminationKind Kind, TerminationReason Reason);
