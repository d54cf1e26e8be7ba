namespace Plane.Domain.Scheduling;

/// <param name="Condition">What such drones are, in words that stand behind the count: <c>draining</c>.</param>
/// <param name="Drones">How many.</param>
public sealed record PlacementFault(string Condition, int Drones);
