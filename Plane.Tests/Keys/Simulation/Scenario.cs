using System.Collections.Immutable;

namespace Plane.Tests.Keys.Simulation;

/// <summary>All that one story depends on.</summary>
/// <param name="LossPercent">Of all messages.</param>
/// <param name="StallPermille">Of all steps: the program stands still there for up to a minute.</param>
internal sealed record Scenario(int Seed, int LossPercent, int StallPermille, ImmutableArray<Incident> Incidents)
{
    public override string ToString() => $"seed {Seed}, {LossPercent} % lost, {StallPermille} ‰ stalled, {string.Join("; ", Incidents)}";
}
