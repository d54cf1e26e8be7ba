using Plane.Domain.Identity;

namespace Plane.Controller.Api.Aliveness;

internal static partial class ActivityCallLog
{
    [LoggerMessage(1061, LogLevel.Warning, "Drone {Drone} did not say why backend {Backend} is alive")]
    public static partial void ActivityUnanswered(this ILogger log, Exception exception, BackendId backend, DroneId drone);
}
