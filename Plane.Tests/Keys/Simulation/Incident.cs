namespace Plane.Tests.Keys.Simulation;

/// <summary>One thing that goes wrong, or that somebody does.</summary>
/// <param name="At">Seconds of true time.</param>
/// <param name="Span">Seconds it lasts, where it lasts.</param>
/// <param name="Who">Which of the drones or controllers.</param>
internal sealed record Incident(IncidentKind Kind, int At, int Span, int Who);
