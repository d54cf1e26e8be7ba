using Plane.Domain.Identity;

namespace Plane.Controller.Api.Spawn;

internal static partial class StateStreamLog
{
    [LoggerMessage(1101, LogLevel.Warning, "The states of backend {Backend} were not read; it is tried again")]
    public static partial void CourseUnread(this ILogger log, Exception exception, BackendId backend);
}
