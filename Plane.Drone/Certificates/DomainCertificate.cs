namespace Plane.Drone.Certificates;

/// <summary>A domain that has a certificate of its own besides the cluster's.</summary>
/// <param name="Name">Host name, lower case, without a port.</param>
/// <param name="Files">Own files.</param>
internal sealed record DomainCertificate(string Name, CertificatePair Files);
