using System.Net;

namespace Plane.Drone.Proxy.Peers;

internal static partial class PeerPipelineLog
{
    [LoggerMessage(2551, LogLevel.Warning, "{Address} came to the peer listener without the cluster's credential")]
    public static partial void Untrusted(this ILogger log, IPAddress? address);

    [LoggerMessage(2552, LogLevel.Warning, "The cluster's secret is not known yet, so that no peer can be let in")]
    public static partial void CannotCheck(this ILogger log, Exception exception);

    [LoggerMessage(2553, LogLevel.Debug, "The proxy that sent request {Request} left before it was answered")]
    public static partial void PeerLeft(this ILogger log, string request);
}
