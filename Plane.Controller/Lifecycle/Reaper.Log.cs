using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Controller.Lifecycle;

internal static partial class ReaperLog
{
    [LoggerMessage(1031, LogLevel.Warning, "Backend {Backend} on drone {Drone} is over: {Reason}")]
    public static partial void Ended(this ILogger log, BackendId backend, DroneId drone, TerminationReason reason);

    [LoggerMessage(1032, LogLevel.Debug, "The record of backend {Backend} was purged")]
    public static partial void Forgotten(this ILogger log, BackendId backend);

    [LoggerMessage(1033, LogLevel.Error, "A round of the reaper broke off; the next one follows")]
    public static partial void RoundBroke(this ILogger log, Exception exception);
}
