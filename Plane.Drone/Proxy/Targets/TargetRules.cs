namespace Plane.Drone.Proxy.Targets;

/// <summary>What the configuration adds to the ways by which a request finds its backend.</summary>
/// <param name="PathRouting"><c>/_plane_backend={id}/</c> names a backend.</param>
/// <param name="Passthrough">Names below the cluster that no backend could have lead elsewhere.</param>
internal readonly record struct TargetRules(bool PathRouting, bool Passthrough);
