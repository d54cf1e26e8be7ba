using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Plane.Drone.Certificates;

/// <summary>Those of the configuration.</summary>
internal sealed class DomainCertificates(ImmutableArray<DomainCertificate> all)
{
    private readonly FrozenDictionary<string, DomainCertificate> _byName = all.ToFrozenDictionary(static domain => domain.Name.Value, StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<DomainCertificate> All => all;

    public IEnumerable<DomainCertificate> Ordered => all.Where(static domain => domain.Challenge is not null);

    /// <param name="host">Without a port.</param>
    public DomainCertificate? Find(string host) => _byName.GetValueOrDefault(host);
}
