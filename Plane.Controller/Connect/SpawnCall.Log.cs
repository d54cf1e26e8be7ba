using Plane.Domain.Identity;

namespace Plane.Controller.Connect;

internal static partial class SpawnCallLog
{
    [LoggerMessage(1011, LogLevel.Warning, "Drone {Drone} did not take backend {Backend}: {Reason}")]
    public static partial void SpawnRefused(this ILogger log, BackendId backend, DroneId drone, string? reason);

    [LoggerMessage(1012, LogLevel.Warning, "Drone {Drone} could not be asked to take backend {Backend}")]
    public static partial void SpawnUnanswered(this ILogger log, Exception exception, BackendId backend, DroneId drone);
}
