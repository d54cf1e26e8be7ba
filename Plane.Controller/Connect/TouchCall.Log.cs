using Plane.Domain.Identity;

namespace Plane.Controller.Connect;

internal static partial class TouchCallLog
{
    [LoggerMessage(1021, LogLevel.Warning, "Drone {Drone} did not answer for backend {Backend}")]
    public static partial void TouchUnanswered(this ILogger log, Exception exception, BackendId backend, DroneId drone);
}
