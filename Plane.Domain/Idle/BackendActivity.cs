namespace Plane.Domain.Idle;

/// <summary>What is known of a backend's use at one moment. Times are of the drone's monotonic clock.</summary>
/// <param name="OpenConnections">Sockets, streams and requests in flight, of all proxies; null while that is unknown, which counts as in use.</param>
/// <param name="IdleSince">The latest of: ready, the last close, the last touch by a connect.</param>
public sealed record BackendActivity(int? OpenConnections, TimeSpan IdleSince);
