using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>Question and state → answer. Pure.</summary>
internal static class Resolver
{
    private const string AcmeLabel = "_acme-challenge";

    public static Answer Resolve(in Query query, ZoneState state, ZoneOptions options)
    {
        if (query.Fault != ResponseCode.NoError)
        {
            return Answer.Of(query.Fault);
        }

        // Zone transfers are for secondaries, and state is not shared that way.
        if (query.Class != Query.ClassIn || query.Type is RecordType.Axfr or RecordType.Ixfr || FindZone(query.Name, state) is not { } zone)
        {
            return Answer.Of(ResponseCode.Refused);
        }

        var soa = Soa(zone, state.Serial, options);
        if (NodeOf(query.Name, zone) is not { } addresses)
        {
            return new Answer(ResponseCode.NxDomain, true, [], [soa]);
        }

        var records = RecordsOf(query, zone, addresses, soa, options);
        return new Answer(ResponseCode.NoError, true, records, records.IsEmpty ? [soa] : []);
    }

    /// <summary>The zone with the longest name that the name lies in.</summary>
    private static ClusterZone? FindZone(string name, ZoneState state)
    {
        for (var start = 0; start >= 0;)
        {
            if (state.Clusters.TryGetValue(name[start..], out var zone))
            {
                return zone;
            }

            var dot = name.IndexOf('.', start);
            start = dot < 0 ? -1 : dot + 1;
        }

        return null;
    }

    /// <returns>The name's addresses, which may be none; null where no such name exists.</returns>
    private static ImmutableArray<IPAddress>? NodeOf(string name, ClusterZone zone)
    {
        if (name.Length == zone.Name.Length)
        {
            return zone.Proxies;
        }

        var label = name[..^(zone.Name.Length + 1)];
        return label == AcmeLabel ? [] : zone.Backends.TryGetValue(label, out var addresses) ? addresses : null;
    }

    private static ImmutableArray<Record> RecordsOf(in Query query, ClusterZone zone, ImmutableArray<IPAddress> addresses, SoaRecord soa, ZoneOptions options)
    {
        var isApex = query.Name.Length == zone.Name.Length;
        return query.Type switch
        {
            RecordType.A => Addresses(addresses, AddressFamily.InterNetwork, options),
            RecordType.Aaaa => Addresses(addresses, AddressFamily.InterNetworkV6, options),
            RecordType.Soa when isApex => [soa with { Owner = null }],
            RecordType.Ns when isApex => [.. NameServers(zone, options).Select(server => new NsRecord(null, server, options.TtlSeconds))],
            RecordType.Any => [new HInfoRecord(null, "RFC8482", "", options.TtlSeconds)],
            _ => [],
        };
    }

    private static ImmutableArray<Record> Addresses(ImmutableArray<IPAddress> addresses, AddressFamily family, ZoneOptions options) =>
        [.. addresses.Where(address => address.AddressFamily == family).Select(address => new AddressRecord(null, address, options.TtlSeconds))];

    private static SoaRecord Soa(ClusterZone zone, uint serial, ZoneOptions options) => new(
        zone.Name,
        NameServers(zone, options)[0],
        options.Mailbox ?? $"hostmaster.{zone.Name}",
        serial,
        Refresh: 3600,
        Retry: 600,
        Expire: 86400,
        Minimum: options.TtlSeconds,
        options.TtlSeconds);

    private static IReadOnlyList<string> NameServers(ClusterZone zone, ZoneOptions options) =>
        options.NameServers.Count > 0 ? options.NameServers : [$"ns.{zone.Name}"];
}
