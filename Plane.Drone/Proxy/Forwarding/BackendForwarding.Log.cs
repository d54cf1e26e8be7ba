using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Forwarding;

internal static partial class BackendForwardingLog
{
    [LoggerMessage(2541, LogLevel.Warning, "{Drone}, which runs {Backend}, says nowhere how to reach it")]
    public static partial void PeerUnknown(this ILogger log, DroneId drone, BackendId backend);

    [LoggerMessage(2542, LogLevel.Error, "{Drone} answered {Status} instead of forwarding to {Backend}: does it belong to another cluster?")]
    public static partial void PeerRefused(this ILogger log, DroneId drone, int status, BackendId backend);

    [LoggerMessage(2543, LogLevel.Warning, "The cluster's secret is not known yet, so that {Drone} cannot be shown a credential")]
    public static partial void PeerUntrusted(this ILogger log, Exception exception, DroneId drone);
}
