using Plane.Contracts.Drones;

namespace Plane.Drone.Attach;

internal static partial class AttachLog
{
    [LoggerMessage(2601, LogLevel.Error, "What {Kind} was to do broke")]
    public static partial void WorkBroke(this ILogger log, Exception exception, AttachKind kind);

    [LoggerMessage(2602, LogLevel.Information, "{Kind} begins")]
    public static partial void WorkBegins(this ILogger log, AttachKind kind);

    [LoggerMessage(2603, LogLevel.Warning, "{Kind}: the controller is gone; what it wanted is ended")]
    public static partial void ControllerGone(this ILogger log, AttachKind kind);

    [LoggerMessage(2604, LogLevel.Warning, "A program may be left in {Backend}: it could not be killed")]
    public static partial void NotKilled(this ILogger log, Exception exception, Domain.Identity.BackendId backend);
}
