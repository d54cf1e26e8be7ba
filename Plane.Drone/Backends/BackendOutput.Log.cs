using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

internal static partial class BackendOutputLog
{
    [LoggerMessage(2221, LogLevel.Debug, "A line of {Backend} could not be sent")]
    public static partial void LineLost(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2222, LogLevel.Warning, "The output of {Backend} broke off")]
    public static partial void OutputBroke(this ILogger log, Exception exception, BackendId backend);
}
