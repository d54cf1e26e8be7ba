namespace Plane.Domain.Backends;

/// <summary>When each step of a start was done, in milliseconds since the connect began; null for what did not happen.</summary>
public sealed record PhaseTimings(long? Placed = null, long? Pulled = null, long? Created = null, long? Started = null, long? Probed = null);

