using System.Collections.Immutable;

namespace Plane.Domain.Scheduling;

/// <summary>Where a backend may go, best first; or why nowhere.</summary>
/// <param name="Candidates">Empty where no drone is eligible.</param>
/// <param name="Explanation">What was looked for, and which condition failed for how many drones.</param>
public sealed record Placement(ImmutableArray<DroneCandidate> Candidates, string Explanation);
