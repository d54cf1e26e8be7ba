namespace Plane.Drone.Runtime;

/// <param name="Text">What the registry side is doing.</param>
/// <param name="Current">Bytes done, of all layers seen so far.</param>
/// <param name="Total">Bytes in all as far as known; 0 for unknown.</param>
internal readonly record struct PullProgress(string Text, long Current, long Total);
