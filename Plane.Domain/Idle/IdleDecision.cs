namespace Plane.Domain.Idle;

/// <param name="StopAt">When it would be stopped if nothing changes; null for never.</param>
/// <param name="Stop">That time has come.</param>
/// <param name="Why">What keeps it alive, or what will end it, in an operator's words.</param>
public readonly record struct IdleDecision(TimeSpan? StopAt, bool Stop, string Why);

