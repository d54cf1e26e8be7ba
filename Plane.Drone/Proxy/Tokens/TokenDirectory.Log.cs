using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Tokens;

internal static partial class TokenDirectoryLog
{
    [LoggerMessage(2502, LogLevel.Warning, "The user name of a token of {Backend} cannot stand in a header and is left out")]
    public static partial void UserLeftOut(this ILogger log, BackendId backend);

    [LoggerMessage(2503, LogLevel.Warning, "The secret of {Cluster} is not known yet, so that no token can be told from a made-up one")]
    public static partial void SecretUnknown(this ILogger log, Exception exception, ClusterName cluster);
}
