using System.Collections.Immutable;
using System.Net;

namespace Plane.Dns.Zone;

/// <summary>All that answers are made of, immutable; the newest one is swapped in whole.</summary>
/// <param name="Serial">Moves with the state (SOA).</param>
internal sealed record ZoneState(uint Serial, ImmutableDictionary<string, ClusterZone> Clusters)
{
    public static ZoneState Empty { get; } = new(1, ImmutableDictionary.Create<string, ClusterZone>(StringComparer.Ordinal));
}

/// <summary>One cluster's zone, named by its host without the port.</summary>
/// <param name="Proxies">Public addresses of all its live proxies.</param>
/// <param name="Backends">Where each backend that has not ended is reached: the proxy on its own drone, else every proxy.</param>
internal sealed record ClusterZone(
    string Name,
    ImmutableArray<IPAddress> Proxies,
    ImmutableDictionary<string, ImmutableArray<IPAddress>> Backends);
