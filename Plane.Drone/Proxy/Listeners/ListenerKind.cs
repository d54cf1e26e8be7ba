namespace Plane.Drone.Proxy.Listeners;

/// <summary>Through which door a request came in. Set on the connection by the listener, so that it holds whatever the port turned out to be.</summary>
internal enum ListenerKind
{
    /// <summary>Health and the program's own endpoints.</summary>
    Internal,

    /// <summary>Clients.</summary>
    Public,

    /// <summary>Other proxies of the cluster.</summary>
    Peer,

    /// <summary>Clients of an HTTPS cluster that come without TLS.</summary>
    Redirect,
}
