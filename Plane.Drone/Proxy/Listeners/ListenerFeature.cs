namespace Plane.Drone.Proxy.Listeners;

/// <summary>Carries <see cref="ListenerKind"/> from the connection to its requests.</summary>
internal sealed record ListenerFeature(ListenerKind Kind);
