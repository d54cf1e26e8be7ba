using Microsoft.Extensions.Logging;

namespace Plane.State.Buckets;

internal static partial class BucketLog
{
    [LoggerMessage(3001, LogLevel.Warning, "A write to {Bucket} was refused: {Code} {Description}")]
    public static partial void WriteRefused(this ILogger log, string bucket, int code, string? description);

    [LoggerMessage(3002, LogLevel.Warning, "A write to {Bucket} was not acknowledged")]
    public static partial void WriteUnanswered(this ILogger log, Exception exception, string bucket);

    [LoggerMessage(3003, LogLevel.Warning, "A read of {Bucket} was not answered")]
    public static partial void ReadUnanswered(this ILogger log, Exception? exception, string bucket);
}
