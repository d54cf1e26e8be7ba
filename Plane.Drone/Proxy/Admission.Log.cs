using Plane.Domain.Identity;

namespace Plane.Drone.Proxy;

internal static partial class AdmissionLog
{
    [LoggerMessage(2531, LogLevel.Warning, "The secret of {Cluster} is not known yet, so that no bearer token can be checked")]
    public static partial void SecretUnknown(this ILogger log, Exception exception, ClusterName cluster);
}
