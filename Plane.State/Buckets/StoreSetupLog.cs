using Microsoft.Extensions.Logging;

namespace Plane.State.Buckets;

internal static partial class StoreSetupLog
{
    [LoggerMessage(3021, LogLevel.Information, "All buckets and streams are there")]
    public static partial void StoreReady(this ILogger log);

    [LoggerMessage(3022, LogLevel.Warning, "NATS JetStream is not ready; trying again in {Wait}")]
    public static partial void StoreNotReady(this ILogger log, Exception exception, TimeSpan wait);

    [LoggerMessage(3023, LogLevel.Warning, "{Replicas} replicas cannot be had ({Description}); trying with one fewer")]
    public static partial void FewerReplicas(this ILogger log, int replicas, string? description);
}
