using System.Globalization;

namespace Plane.Tests.Storm;

/// <summary>One thing that goes wrong, and is mended after a while.</summary>
/// <param name="At">Since the storm began.</param>
/// <param name="Target">Which controller, drone (or its guard) or NATS server; for a partition controllers come first, then drones. 0 for the engine.</param>
internal sealed record Fault(TimeSpan At, TimeSpan Span, FaultKind Kind, int Target)
{
    public TimeSpan End => At + Span;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds,6:F1} s: {Kind} {Target} for {Span.TotalSeconds:F1} s");
}

internal enum FaultKind
{
    /// <summary>A program and all NATS servers hear nothing of each other; what was said arrives afterwards.</summary>
    Partition,

    /// <summary>All of a program's connections to NATS break at once.</summary>
    Break,
    KillController,
    FreezeController,
    KillDrone,
    FreezeDrone,
    KillGuard,
    FreezeGuard,
    KillNats,
    FreezeNats,
    KillEngine,
    FreezeEngine,
}
