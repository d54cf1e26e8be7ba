using Microsoft.Extensions.Logging;
using Plane.Domain.Identity;

namespace Plane.State.Backends;

internal static partial class StateHistoryLog
{
    [LoggerMessage(3051, LogLevel.Warning, "The states of {Backend} are not all published yet")]
    public static partial void NotCaughtUp(this ILogger log, Exception exception, BackendId backend);
}
