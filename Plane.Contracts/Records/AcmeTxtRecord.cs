using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>
/// A TXT value that DNS answers at <c>_acme-challenge.{cluster}</c>, under <c>{cluster}.txt.{n}</c> in <c>plane_acme</c>; n is the start of the
/// value's hash. It is public the moment it is written.
/// </summary>
/// <param name="Value">As the ACME server expects it: base64url of a SHA-256 (RFC 8555 §8.4).</param>
public sealed record AcmeTxtRecord(ClusterName Cluster, string Value);
