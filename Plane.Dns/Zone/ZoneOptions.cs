using System.Collections.Immutable;
using System.Net;
using Plane.Domain.Identity;

namespace Plane.Dns.Zone;

/// <summary>What of the zones is told by configuration.</summary>
internal sealed record ZoneOptions
{
    /// <summary>Clusters that are served even while none of their drones is known.</summary>
    public ImmutableArray<ClusterName> Clusters { get; init; } = [];

    /// <summary>The servers that the zones are delegated to; none: <c>ns.{zone}</c> at <see cref="OwnAddresses"/>.</summary>
    public ImmutableArray<NameServer> NameServers { get; init; } = [];

    /// <summary>Where this server listens, unless that is everywhere.</summary>
    public ImmutableArray<IPAddress> OwnAddresses { get; init; } = [];

    /// <summary>The SOA's mailbox on the wire; null: <c>hostmaster.{zone}</c>.</summary>
    public byte[]? Mailbox { get; init; }

    /// <summary>Seconds, of every record that has none of its own.</summary>
    public uint Ttl { get; init; } = 30;

    /// <summary>Seconds that a resolver may remember that a name is not there (RFC 2308).</summary>
    public uint NegativeTtl { get; init; } = 5;

    /// <summary>Names that nobody has are answered with the proxies of their cluster.</summary>
    public bool WildcardToProxies { get; init; }

    /// <summary>The zone with a TXT record <c>{cluster}.{zone}</c> for each cluster, dotted; null for none.</summary>
    public string? AcmeZone { get; init; }

    /// <summary>Who may issue certificates for the zones (RFC 8659); none: no such record.</summary>
    public ImmutableArray<CaaValue> Caa { get; init; } = [];

    public ImmutableArray<StaticRecord> Records { get; init; } = [];
}
