namespace Plane.Contracts.Http;

/// <summary>
/// <c>GET /ctrl/b/{backend}/activity</c>: why it is alive, and when and why it would stop. Times are milliseconds since the epoch by the controller's clock. Of
/// a backend that has ended there is its status only.
/// </summary>
/// <param name="Open">Requests in flight, streams and sockets; more than are listed where there are very many.</param>
/// <param name="Connections">The oldest 200, oldest first.</param>
/// <param name="IdleSince">Absent while somebody is connected, and before it was ready.</param>
/// <param name="StopsAt">If nothing changes; absent for never.</param>
/// <param name="Why">What keeps it alive, or what ends it, in an operator's words.</param>
/// <param name="LifetimeEnds">Absent without a lifetime limit.</param>
public sealed record ActivityResponse(
    string BackendId,
    string Cluster,
    string Drone,
    StatusResponse Status,
    int? Open,
    IReadOnlyList<ConnectionSummary>? Connections,
    long? IdleSince,
    long? StopsAt,
    string? Why,
    long? LifetimeEnds);

/// <param name="Peer">IP address of the client.</param>
/// <param name="Route"><c>token</c>, <c>host</c>, or <c>peer</c>: it came through another drone's proxy.</param>
/// <param name="Path">Without the token and the query.</param>
/// <param name="LastByte">When a byte last went either way.</param>
public sealed record ConnectionSummary(string Peer, string Route, string Method, string Path, string? UserAgent, long Opened, long? LastByte = null);
