using Plane.Domain.Identity;

namespace Plane.Drone.Certificates.Ordering;

internal static partial class CertificateRefresherLog
{
    [LoggerMessage(2411, LogLevel.Information, "A certificate for {Cluster} is being ordered")]
    public static partial void Orders(this ILogger log, ClusterName cluster);

    [LoggerMessage(2412, LogLevel.Information, "A certificate for {Cluster} was issued, good until {NotAfter}; the next is due at {RenewAt}")]
    public static partial void Issued(this ILogger log, ClusterName cluster, DateTimeOffset notAfter, DateTimeOffset renewAt);

    [LoggerMessage(2413, LogLevel.Error, "Ordering a certificate for {Cluster} failed {Failures} times in a row; tried again in {RetryAfter}: {Why}")]
    public static partial void Failed(this ILogger log, ClusterName cluster, int failures, TimeSpan retryAfter, string why);

    [LoggerMessage(2414, LogLevel.Warning, "{Cluster} was issued {Issued} certificates in 7 days, as many as Plane:Drone:Certificates:DuplicatesPerWeek allows; the next is ordered at {Next}. Proxies that share one (ShareKey) need one order together")]
    public static partial void BudgetSpent(this ILogger log, ClusterName cluster, int issued, DateTimeOffset next);

    [LoggerMessage(2415, LogLevel.Warning, "{Cluster} was issued {Issued} certificates in 7 days, and {Limit} are allowed: one more and no drone can order")]
    public static partial void BudgetNearlySpent(this ILogger log, ClusterName cluster, int issued, int limit);

    [LoggerMessage(2416, LogLevel.Information, "The certificate that another drone of {Cluster} ordered is taken over, good until {NotAfter}")]
    public static partial void TakenOver(this ILogger log, ClusterName cluster, DateTimeOffset notAfter);

    [LoggerMessage(2417, LogLevel.Debug, "Another drone orders for {Cluster}")]
    public static partial void Waits(this ILogger log, ClusterName cluster);

    [LoggerMessage(2418, LogLevel.Debug, "The refresher of {Cluster} failed with")]
    public static partial void Detail(this ILogger log, Exception exception, ClusterName cluster);
}
