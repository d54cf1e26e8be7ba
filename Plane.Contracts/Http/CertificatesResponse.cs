namespace Plane.Contracts.Http;

/// <summary><c>GET /ctrl/certificates</c> and <c>GET /ctrl/c/{cluster}/certificates</c>: what drones tell of the certificates they order or were given, by cluster, drone and domain.</summary>
public sealed record CertificatesResponse(IReadOnlyList<CertificateSummary> Certificates);

/// <summary>How a drone stands with one certificate: for a cluster and the names below it, or for a domain. Times are milliseconds since the epoch, by the drone's clock.</summary>
/// <param name="NotAfter">Until when the certificate in use is good; absent while there is none.</param>
/// <param name="RenewAt">When the next is ordered; absent while there is none in use, and for files.</param>
/// <param name="Issued">When this drone was last issued one, if that was in the last 7 days.</param>
/// <param name="Failures">Orders that failed since the last that did not.</param>
/// <param name="Error">Why the last order failed, or why none is made, or why a file is not used as it is; absent where all is well.</param>
/// <param name="RetryAt">When it is tried again.</param>
/// <param name="Domain">The domain that is answered with it; absent for the cluster's own.</param>
/// <param name="Source">Where it comes from: <c>dns-01</c>, <c>http-01</c> or <c>tls-alpn-01</c> where it is ordered in that way, else <c>file</c>.</param>
/// <param name="File">Its file on the drone; absent for ordered ones.</param>
public sealed record CertificateSummary(string Cluster, string Drone, long? NotAfter, long? RenewAt, long? Issued, int Failures, string? Error, long? RetryAt, string? Domain = null, string? Source = null, string? File = null);
