using System.Collections.Immutable;
using System.Net;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Dns.Zone;

/// <summary>Snapshots of drones and backends → zones. Pure.</summary>
internal static class ZoneBuilder
{
    /// <param name="always">Clusters that are served even while none of their drones is known.</param>
    /// <param name="drones">The fresh ones.</param>
    public static ZoneState Build(uint serial, IEnumerable<ClusterName> always, IReadOnlyCollection<DroneRecord> drones, IEnumerable<BackendRecord> backends)
    {
        var running = backends.Where(static backend => backend.Status < BackendStatus.Terminated).ToLookup(static backend => backend.Cluster);
        var zones = always
            .Concat(drones.Select(static drone => drone.Cluster))
            .Concat(running.Select(static group => group.Key))
            .GroupBy(static cluster => cluster.Host, StringComparer.Ordinal)
            .Select(group => ZoneOf(group.Key, [.. group.Distinct()], drones, running));
        return new ZoneState(serial, zones.ToImmutableDictionary(static zone => zone.Name, StringComparer.Ordinal));
    }

    /// <summary>Clusters that differ in their port only share one zone.</summary>
    private static ClusterZone ZoneOf(string host, ClusterName[] clusters, IReadOnlyCollection<DroneRecord> drones, ILookup<ClusterName, BackendRecord> backends)
    {
        var proxies = drones.Where(drone => drone.IsProxy && clusters.Contains(drone.Cluster)).ToList();
        var all = AddressesOf(proxies);
        var byDrone = proxies.ToLookup(static proxy => (proxy.Cluster, proxy.Drone));
        var names = clusters
            .SelectMany(cluster => backends[cluster])
            .Select(backend => KeyValuePair.Create(backend.Backend.Value, Or(AddressesOf(byDrone[(backend.Cluster, backend.Drone)]), all)));
        return new ClusterZone(host, all, names.ToImmutableDictionary(StringComparer.Ordinal));
    }

    private static ImmutableArray<IPAddress> Or(ImmutableArray<IPAddress> own, ImmutableArray<IPAddress> all) => own.IsEmpty ? all : own;

    private static ImmutableArray<IPAddress> AddressesOf(IEnumerable<DroneRecord> proxies) =>
        [.. proxies.SelectMany(static proxy => proxy.PublicAddresses).Select(Parse).OfType<IPAddress>().Distinct()];

    private static IPAddress? Parse(string text) => IPAddress.TryParse(text, out var address) ? address : null;
}
