namespace Plane.Contracts.Http;

/// <summary><c>GET /ctrl/certificates</c> and <c>GET /ctrl/c/{cluster}/certificates</c>: what the drones that order certificates tell, by cluster and drone.</summary>
public sealed record CertificatesResponse(IReadOnlyList<CertificateSummary> Certificates);

/// <summary>How a drone stands with the certificate for a cluster and the names below it. Times are milliseconds since the epoch, by the drone's clock.</summary>
/// <param name="NotAfter">Until when the certificate in use is good; absent while there is none.</param>
/// <param name="RenewAt">When the next is ordered; absent while there is none in use.</param>
/// <param name="Issued">When this drone was last issued one, if that was in the last 7 days.</param>
/// <param name="Failures">Orders that failed since the last that did not.</param>
/// <param name="Error">Why the last order failed, or why none is made; absent where all is well.</param>
/// <param name="RetryAt">When it is tried again.</param>
public sealed record CertificateSummary(string Cluster, string Drone, long? NotAfter, long? RenewAt, long? Issued, int Failures, string? Error, long? RetryAt);
