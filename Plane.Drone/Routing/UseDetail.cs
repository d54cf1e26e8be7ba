namespace Plane.Drone.Routing;

/// <summary>A backend's use at one moment, with the oldest of its open connections.</summary>
/// <param name="Oldest">What is known of each, since when it is open, and when a byte last went either way, on the drone's monotonic clock.</param>
public sealed record UseDetail(BackendUse Use, IReadOnlyList<(ConnectionFacts Facts, TimeSpan Opened, TimeSpan LastByte)> Oldest);
