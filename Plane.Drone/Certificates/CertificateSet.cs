using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Plane.Drone.Certificates;

/// <summary>What handshakes are answered with, immutable: the cluster's, one per pair of files in the order of the configuration, and those of single domains.</summary>
internal sealed class CertificateSet(ImmutableArray<LoadedCertificate> certificates, IEnumerable<KeyValuePair<string, LoadedCertificate?>>? domains = null)
{
    private readonly FrozenDictionary<string, LoadedCertificate?> _domains = (domains ?? []).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static CertificateSet Empty { get; } = new([]);

    public ImmutableArray<LoadedCertificate> Certificates => certificates;

    /// <summary>Each domain that shall have its own; null while there is none.</summary>
    public IReadOnlyDictionary<string, LoadedCertificate?> Domains => _domains;

    /// <param name="serverName">As the client names it (RFC 6066 §3); null or empty where it does not.</param>
    /// <returns>The domain's own, else the first that covers the name, else the first; null where there is none.</returns>
    public LoadedCertificate? Choose(string? serverName)
    {
        if (!string.IsNullOrEmpty(serverName))
        {
            if (_domains.TryGetValue(serverName, out var own) && own is not null)
            {
                return own;
            }

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
