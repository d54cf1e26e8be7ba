using System.Collections.Immutable;

namespace Plane.Domain.Scheduling;

/// <summary>Where a backend may go, best first; or why nowhere.</summary>
/// <param name="Candidates">Empty where no drone is eligible.</param>
/// <param name="Known">Drones of the cluster that are known at all.</param>
/// <param name="Faults">Which condition failed for how many of them, each drone counted under the first that did, in the order they are looked at.</param>
/// <param name="Explanation">What was looked for, and the same in words.</param>
public sealed record Placement(ImmutableArray<DroneCandidate> Candidates, int Known, ImmutableArray<PlacementFault> Faults, string Explanation);
