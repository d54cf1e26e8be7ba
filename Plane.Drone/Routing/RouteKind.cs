namespace Plane.Drone.Routing;

/// <summary>How a request found its backend.</summary>
public enum RouteKind
{
    /// <summary>By a token in its path.</summary>
    Token,

    /// <summary>By its host name.</summary>
    Host,

    /// <summary>Through the proxy of another drone, which has looked at token or host.</summary>
    Peer,
}
