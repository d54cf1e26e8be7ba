using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Bearer;

internal static partial class BearerTokensLog
{
    [LoggerMessage(2531, LogLevel.Warning, "The secret of {Cluster} is not known yet, so that no bearer token can be checked")]
    public static partial void SecretUnknown(this ILogger log, Exception exception, ClusterName cluster);
}
