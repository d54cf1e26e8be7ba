namespace Plane.Drone.Certificates;

/// <summary>PEM files of a certificate with its issuers, and of its key. They may be one file.</summary>
internal sealed record CertificatePair(string Cert, string Key);
