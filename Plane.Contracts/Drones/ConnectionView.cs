namespace Plane.Contracts.Drones;

/// <summary>One open connection.</summary>
/// <param name="Peer">IP address of the client.</param>
/// <param name="Route"><c>token</c>, <c>host</c>, or <c>peer</c>: it came through another drone's proxy.</param>
/// <param name="Path">Without the token and the query; cut at 256 characters, as the user agent is.</param>
/// <param name="AgeMilliseconds">Since it was opened.</param>
/// <param name="QuietMilliseconds">Since a byte last went either way.</param>
public sealed record ConnectionView(string Peer, string Route, string Method, string Path, string? UserAgent, long AgeMilliseconds, long? QuietMilliseconds = null);
