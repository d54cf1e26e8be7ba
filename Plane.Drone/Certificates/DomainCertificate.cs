using Plane.Domain.Identity;

namespace Plane.Drone.Certificates;

/// <summary>A domain that has a certificate of its own besides the cluster's: from files, or ordered.</summary>
/// <param name="Files">Own files; null where it is ordered.</param>
/// <param name="Challenge">How the authority is convinced; null where it has own files.</param>
internal sealed record DomainCertificate(DomainName Name, CertificatePair? Files, DomainChallenge? Challenge);
