using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Revoking;

internal static partial class RevocationWatchLog
{
    [LoggerMessage(2581, LogLevel.Information, "Ended {Count} connections to {Backend}: their user's tokens were revoked")]
    public static partial void ConnectionsCut(this ILogger log, int count, BackendId backend);
}
