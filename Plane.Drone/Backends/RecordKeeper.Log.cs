using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

internal static partial class RecordKeeperLog
{
    [LoggerMessage(2211, LogLevel.Information, "{Backend} is {State}")]
    public static partial void StatusWritten(this ILogger log, BackendId backend, BackendStatus state);

    [LoggerMessage(2212, LogLevel.Warning, "The record of {Backend} is gone; it is written anew")]
    public static partial void RecordGone(this ILogger log, BackendId backend);

    [LoggerMessage(2213, LogLevel.Warning, "The record of {Backend} already says {State}, beyond {Wanted}")]
    public static partial void RecordAhead(this ILogger log, BackendId backend, BackendStatus state, BackendStatus wanted);
}
