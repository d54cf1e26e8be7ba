using System.Collections.Immutable;

namespace Plane.Drone.Certificates;

/// <summary>Those of the configuration.</summary>
internal sealed record DomainCertificates(ImmutableArray<DomainCertificate> All);
