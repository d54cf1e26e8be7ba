namespace Plane.Drone.Certificates.Ordering;

internal static partial class OrderedCertificateLog
{
    [LoggerMessage(2411, LogLevel.Information, "A certificate for {Name} is being ordered")]
    public static partial void Orders(this ILogger log, CertificateSubject name);

    [LoggerMessage(2412, LogLevel.Information, "A certificate for {Name} was issued, good until {NotAfter}; the next is due at {RenewAt}")]
    public static partial void Issued(this ILogger log, CertificateSubject name, DateTimeOffset notAfter, DateTimeOffset renewAt);

    [LoggerMessage(2413, LogLevel.Error, "Ordering a certificate for {Name} failed {Failures} times in a row; tried again in {RetryAfter}: {Why}")]
    public static partial void Failed(this ILogger log, CertificateSubject name, int failures, TimeSpan retryAfter, string why);

    [LoggerMessage(2414, LogLevel.Warning, "{Name} was issued {Issued} certificates in 7 days, as many as Plane:Drone:Certificates:DuplicatesPerWeek allows; the next is ordered at {Next}. Proxies that share one (ShareKey) need one order together")]
    public static partial void BudgetSpent(this ILogger log, CertificateSubject name, int issued, DateTimeOffset next);

    [LoggerMessage(2415, LogLevel.Warning, "{Name} was issued {Issued} certificates in 7 days, and {Limit} are allowed: one more and no drone can order")]
    public static partial void BudgetNearlySpent(this ILogger log, CertificateSubject name, int issued, int limit);

    [LoggerMessage(2416, LogLevel.Information, "The certificate for {Name} that another drone ordered is taken over, good until {NotAfter}")]
    public static partial void TakenOver(this ILogger log, CertificateSubject name, DateTimeOffset notAfter);

    [LoggerMessage(2417, LogLevel.Debug, "Another drone orders; {Name} waits")]
    public static partial void Waits(this ILogger log, CertificateSubject name);

    [LoggerMessage(2419, LogLevel.Debug, "{Name} waits for the cluster's certificate: without it no port is open for the authority to look at")]
    public static partial void WaitsForCluster(this ILogger log, CertificateSubject name);

    [LoggerMessage(2418, LogLevel.Debug, "The order for {Name} failed with")]
    public static partial void Detail(this ILogger log, Exception exception, CertificateSubject name);
}
