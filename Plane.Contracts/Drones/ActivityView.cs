namespace Plane.Contracts.Drones;

/// <summary>A backend's use as its drone sees it. Spans of time and no times: two machines' clocks need not agree.</summary>
/// <param name="Open">Requests in flight, streams and sockets; more than are listed where there are very many.</param>
/// <param name="Connections">Oldest first, 200 at most.</param>
/// <param name="IdleMilliseconds">For how long nobody has been connected; null while somebody is, and before it was ready.</param>
/// <param name="StopsInMilliseconds">If nothing changes; null for never.</param>
/// <param name="Why">What keeps it alive, or what ends it, in an operator's words.</param>
/// <param name="LifetimeLeftMilliseconds">Null without a lifetime limit.</param>
public sealed record ActivityView(
    int Open,
    IReadOnlyList<ConnectionView> Connections,
    long? IdleMilliseconds,
    long? StopsInMilliseconds,
    string Why,
    long? LifetimeLeftMilliseconds);
