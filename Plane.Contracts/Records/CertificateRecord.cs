using System.Collections.Immutable;
using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>How a drone's ordering of certificates stands, under <c>{cluster}.{drone}</c>, for a custom domain <c>{cluster}.{drone}.{domain}</c>, in <c>plane_certificates</c>. Nothing in it is secret.</summary>
/// <param name="NotAfter">Until when the certificate in use is good; null while there is none.</param>
/// <param name="RenewAt">When the next order is due; null while nothing is in use.</param>
/// <param name="Issued">When this drone was issued certificates, as far as it counts against the authority's weekly limit.</param>
/// <param name="Failures">Orders that failed since the last that did not.</param>
/// <param name="Fault">Why the last order failed, or why none is made; null where all is well.</param>
/// <param name="RetryAt">When it is tried again.</param>
/// <param name="Domain">The custom domain; null for the cluster's own.</param>
public sealed record CertificateRecord(
    ClusterName Cluster, DroneId Drone, DateTimeOffset? NotAfter, DateTimeOffset? RenewAt, ImmutableArray<DateTimeOffset> Issued, int Failures, string? Fault, DateTimeOffset? RetryAt, string? Domain = null);
