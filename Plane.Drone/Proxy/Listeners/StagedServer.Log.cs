using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Listeners;

internal static partial class StagedServerLog
{
    [LoggerMessage(2262, LogLevel.Warning, "There is no certificate for {Cluster} yet: the ports for clients open when there is one")]
    public static partial void Waits(this ILogger log, ClusterName cluster);

    [LoggerMessage(2263, LogLevel.Error, "The ports for clients cannot be opened; tried again in {RetryAfter}")]
    public static partial void CannotOpen(this ILogger log, Exception exception, TimeSpan retryAfter);
}
