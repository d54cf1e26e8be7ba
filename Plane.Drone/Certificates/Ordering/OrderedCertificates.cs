using System.Collections.Immutable;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>All that this drone keeps good by ordering: the cluster's first, then those of domains.</summary>
internal sealed record OrderedCertificates(ImmutableArray<OrderedCertificate> All);
