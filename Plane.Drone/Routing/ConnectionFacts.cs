namespace Plane.Drone.Routing;

/// <summary>Who came, and for what: references to what the request has anyway, so that keeping them costs no allocation.</summary>
/// <param name="Peer">IP address of the client, as the first proxy of the cluster saw it.</param>
/// <param name="Path">What the backend is asked for: without the token, and without the query.</param>
/// <param name="UserAgent">As the client says; null where it says nothing.</param>
public readonly record struct ConnectionFacts(string Peer, RouteKind Route, string Method, string Path, string? UserAgent);
