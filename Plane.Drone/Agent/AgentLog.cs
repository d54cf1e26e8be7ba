using Plane.Domain.Identity;

namespace Plane.Drone.Agent;

internal static partial class AgentLog
{
    [LoggerMessage(2301, LogLevel.Warning, "The engine does not say which images it has")]
    public static partial void ImagesUnknown(this ILogger log, Exception exception);

    [LoggerMessage(2302, LogLevel.Information, "Drone {Drone} of cluster {Cluster} begins life {Incarnation}")]
    public static partial void LifeBegins(this ILogger log, DroneId drone, ClusterName cluster, long incarnation);

    [LoggerMessage(2303, LogLevel.Information, "Ready; {Count} backends re-adopted")]
    public static partial void Ready(this ILogger log, int count);

    [LoggerMessage(2304, LogLevel.Warning, "A spawn of {Backend} is refused: {Reason}")]
    public static partial void SpawnRefused(this ILogger log, BackendId backend, string reason);

    [LoggerMessage(2305, LogLevel.Warning, "A message on {Subject} cannot be read")]
    public static partial void Unreadable(this ILogger log, Exception? exception, string subject);

    [LoggerMessage(2306, LogLevel.Error, "A message on {Subject} could not be handled")]
    public static partial void HandlerBroke(this ILogger log, Exception exception, string subject);

    [LoggerMessage(2307, LogLevel.Warning, "The subscription to {Subject} broke; trying again")]
    public static partial void SubscriptionBroke(this ILogger log, Exception exception, string subject);

    [LoggerMessage(2308, LogLevel.Information, "{Backend} is taken back: it ran on")]
    public static partial void Readopted(this ILogger log, BackendId backend);

    [LoggerMessage(2309, LogLevel.Warning, "{Backend} is not taken back: {Reason}")]
    public static partial void NotReadopted(this ILogger log, BackendId backend, string reason);

    [LoggerMessage(2310, LogLevel.Warning, "The engine does not answer; trying again")]
    public static partial void EngineAway(this ILogger log, Exception exception);

    [LoggerMessage(2311, LogLevel.Error, "A newer life of this drone is running: this one ends and touches nothing")]
    public static partial void Overtaken(this ILogger log);

    [LoggerMessage(2312, LogLevel.Warning, "{Backend} is here and has no supervisor: it is taken back or ended")]
    public static partial void Orphan(this ILogger log, BackendId backend);

    [LoggerMessage(2313, LogLevel.Information, "{Backend} shall end: {Kind}, {Reason}")]
    public static partial void TerminateWanted(this ILogger log, BackendId backend, Domain.Backends.TerminationKind kind, Domain.Backends.TerminationReason reason);

    [LoggerMessage(2314, LogLevel.Error, "The loop {Loop} broke; it begins again")]
    public static partial void LoopBroke(this ILogger log, Exception exception, string loop);

    [LoggerMessage(2316, LogLevel.Information, "{Containers} stopped containers and {Images} images were cleaned away")]
    public static partial void Pruned(this ILogger log, int containers, int images);

    [LoggerMessage(2317, LogLevel.Information, "The image {Image} of the prefetch list is here")]
    public static partial void Prefetched(this ILogger log, string image);

    [LoggerMessage(2318, LogLevel.Warning, "The image {Image} of the prefetch list is not here; it is tried again")]
    public static partial void NotPrefetched(this ILogger log, Exception exception, string image);

    [LoggerMessage(2315, LogLevel.Information, "Drain wanted: {Wanted}")]
    public static partial void DrainWanted(this ILogger log, bool wanted);
}
