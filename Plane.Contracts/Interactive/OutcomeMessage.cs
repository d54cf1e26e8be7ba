using System.Text.Json;

namespace Plane.Contracts.Interactive;

/// <summary>The final message of dialect 1.</summary>
/// <param name="Message">Why not; absent with a success.</param>
public sealed record LinesOutcome(bool Success, string? Message = null);

/// <summary>The final message of dialect 2.</summary>
/// <param name="Status"><c>fulfilled</c> or <c>rejected</c>.</param>
/// <param name="Value">What the call has to say, beyond its output; absent for nothing.</param>
/// <param name="Reason">Why it was rejected.</param>
public sealed record PowOutcome(string Status, JsonElement? Value = null, string? Reason = null);
