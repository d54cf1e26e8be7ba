using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Listeners;

internal static partial class ProxyListenersLog
{
    [LoggerMessage(2261, LogLevel.Error, "{Cluster} has no port, so that its proxy serves HTTPS; there is no certificate, and no port for clients is opened. For plain HTTP give the cluster a port other than 443")]
    public static partial void NoCertificate(this ILogger log, ClusterName cluster);
}
