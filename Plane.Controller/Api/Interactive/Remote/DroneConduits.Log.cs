using Plane.Domain.Identity;

namespace Plane.Controller.Api.Interactive.Remote;

internal static partial class DroneConduitsLog
{
    [LoggerMessage(1121, LogLevel.Warning, "Drone {Drone} could not be asked for a conduit")]
    public static partial void DroneUnasked(this ILogger log, Exception exception, DroneId drone);
}
