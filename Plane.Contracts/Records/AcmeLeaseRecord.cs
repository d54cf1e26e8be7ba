using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>Who may order certificates for a cluster at the moment, under <c>{cluster}.lease</c> in <c>plane_acme</c>. Renewed by revision.</summary>
/// <param name="Holder">The drone that orders, or another orderer's own name.</param>
/// <param name="Incarnation">Which life of the holder: a restarted one knows its own leftover by it.</param>
public sealed record AcmeLeaseRecord(ClusterName Cluster, string Holder, long Incarnation);
