using System.Collections.Immutable;
using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>
/// How a drone stands with one certificate, in <c>plane_certificates</c>: under <c>{cluster}.{drone}</c> where it is ordered for the cluster, <c>{cluster}.{drone}.{domain}</c>
/// for a custom domain, <c>{cluster}.{drone}.={n}</c> for the cluster's own files. Nothing in it is secret.
/// </summary>
/// <param name="NotAfter">Until when the certificate in use is good; null while there is none.</param>
/// <param name="RenewAt">When the next order is due; null while nothing is in use, and for files.</param>
/// <param name="Issued">When this drone was issued certificates, as far as it counts against the authority's weekly limit.</param>
/// <param name="Failures">Orders that failed since the last that did not.</param>
/// <param name="Fault">Why the last order failed, or why none is made, or why a file is not used as it is; null where all is well.</param>
/// <param name="RetryAt">When it is tried again.</param>
/// <param name="Domain">The custom domain; null for the cluster's own.</param>
/// <param name="Source">ACME's name of the challenge by which it is ordered, or <see cref="FromFile"/>.</param>
/// <param name="File">The file of the certificate, as the drone's configuration names it; null for ordered ones.</param>
public sealed record CertificateRecord(
    ClusterName Cluster, DroneId Drone, DateTimeOffset? NotAfter, DateTimeOffset? RenewAt, ImmutableArray<DateTimeOffset> Issued, int Failures, string? Fault, DateTimeOffset? RetryAt, string? Domain = null,
    string? Source = null, string? File = null)
{
    /// <summary>Not ordered: the drone was given it.</summary>
    public const string FromFile = "file";
}
