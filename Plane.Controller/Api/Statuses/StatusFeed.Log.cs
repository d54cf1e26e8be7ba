using Plane.Domain.Identity;

namespace Plane.Controller.Api.Statuses;

internal static partial class StatusFeedLog
{
    [LoggerMessage(1072, LogLevel.Warning, "The history of backend {Backend} was not read; it is tried again")]
    public static partial void HistoryUnread(this ILogger log, Exception exception, BackendId backend);
}
