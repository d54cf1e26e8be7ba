using System.Collections.Immutable;

namespace Plane.Drone.Certificates;

/// <summary>What handshakes are answered with, immutable: one certificate per pair of files, in the order of the configuration.</summary>
internal sealed class CertificateSet(ImmutableArray<LoadedCertificate> certificates)
{
    public static CertificateSet Empty { get; } = new([]);

    public ImmutableArray<LoadedCertificate> Certificates => certificates;

    /// <param name="serverName">As the client names it (RFC 6066 §3); null or empty where it does not.</param>
    /// <returns>The first that covers the name, else the first; null where there is none.</returns>
    public LoadedCertificate? Choose(string? serverName)
    {
        if (!string.IsNullOrEmpty(serverName))
        {
            foreach (var certificate in certificates)
            {
                if (certificate.Covers(serverName))
                {
                    return certificate;
                }
            }
        }

        return certificates.IsEmpty ? null : certificates[0];
    }
}
