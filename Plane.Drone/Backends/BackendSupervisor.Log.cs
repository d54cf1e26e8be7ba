using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

internal static partial class BackendSupervisorLog
{
    [LoggerMessage(2231, LogLevel.Warning, "{Backend} did not come beyond {State}")]
    public static partial void StartFailed(this ILogger log, Exception exception, BackendId backend, BackendStatus state);

    [LoggerMessage(2232, LogLevel.Error, "Starting {Backend} broke off")]
    public static partial void StartBroke(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2233, LogLevel.Warning, "{Kind} termination could not be signalled to {Backend}")]
    public static partial void SignalFailed(this ILogger log, Exception exception, BackendId backend, TerminationKind kind);

    [LoggerMessage(2234, LogLevel.Information, "{Backend} is left as it is")]
    public static partial void LeftAlone(this ILogger log, BackendId backend);
}
