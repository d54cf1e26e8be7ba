namespace Plane.Contracts.Records;

/// <summary>How far a drone is with one image of its cluster's list.</summary>
/// <param name="Error">Of the last try; null where it did not fail.</param>
public sealed record PrefetchState(string Image, PrefetchPhase Phase, string? Error);
