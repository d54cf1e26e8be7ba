using Microsoft.Extensions.Logging;

namespace Plane.State.Buckets;

internal static partial class ViewLog
{
    [LoggerMessage(3011, LogLevel.Debug, "The view of {Bucket} lists it anew")]
    public static partial void ViewRestarts(this ILogger log, string bucket);

    [LoggerMessage(3012, LogLevel.Warning, "The view of {Bucket} broke off and starts again")]
    public static partial void ViewBroke(this ILogger log, Exception exception, string bucket);

    [LoggerMessage(3013, LogLevel.Error, "An entry of {Bucket}, revision {Revision}, cannot be read and is left out")]
    public static partial void EntryUnreadable(this ILogger log, Exception? exception, string bucket, ulong revision);
}
