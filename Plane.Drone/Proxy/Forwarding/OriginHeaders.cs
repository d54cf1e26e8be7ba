namespace Plane.Drone.Proxy.Forwarding;

/// <summary>The headers that tell a backend where a request came from.</summary>
public enum OriginHeaders
{
    XForwarded,

    /// <summary>RFC 7239.</summary>
    Forwarded,

    Both,

    None,
}
