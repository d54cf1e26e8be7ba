using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

internal static partial class BackendRosterLog
{
    [LoggerMessage(2251, LogLevel.Error, "The supervisor of {Backend} broke; the guard ends what runs")]
    public static partial void SupervisorBroke(this ILogger log, Exception exception, BackendId backend);
}
