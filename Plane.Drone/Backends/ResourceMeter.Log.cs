using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

internal static partial class ResourceMeterLog
{
    [LoggerMessage(2281, LogLevel.Debug, "{Backend} could not be measured")]
    public static partial void NotMeasured(this ILogger log, Exception exception, BackendId backend);
}
