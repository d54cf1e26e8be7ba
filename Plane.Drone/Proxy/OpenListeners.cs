namespace Plane.Drone.Proxy;

/// <param name="PeerAddress"><c>host:port</c> for <c>DroneRecord.PeerAddress</c>; null without the agent role.</param>
/// <param name="ProxyPort">Of the public listener; null without the proxy role, and while an HTTPS cluster has no certificate.</param>
/// <param name="RedirectPort">Of the plain listener that sends clients to https; null where there is none.</param>
public sealed record OpenListeners(string? PeerAddress, int? ProxyPort, int? RedirectPort = null);
