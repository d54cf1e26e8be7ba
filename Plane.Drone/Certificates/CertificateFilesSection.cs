namespace Plane.Drone.Certificates;

/// <summary>One of <c>Plane:Drone:Certificates:Files</c>.</summary>
public sealed class CertificateFilesSection
{
    /// <summary>PEM file of the certificate, the leaf first, then its issuers. Required.</summary>
    public string Cert { get; set; } = "";

    /// <summary>PEM file of its key: PKCS#8, PKCS#1 or SEC1, not encrypted. Default: <see cref="Cert"/>, with both in one file.</summary>
    public string? Key { get; set; }
}
