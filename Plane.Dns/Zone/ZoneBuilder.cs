using System.Collections.Immutable;
using System.Net;
using Plane.Contracts.Records;
using Plane.Dns.Protocol;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Dns.Zone;

/// <summary>State → zones. Pure.</summary>
internal static class ZoneBuilder
{
    private const uint Refresh = 3600;
    private const uint Retry = 600;
    private const uint Expire = 86400;

    /// <param name="previous">The table before, for the serials.</param>
    public static ZoneTable Build(ZoneInputs inputs, ZoneOptions options, ZoneTable previous)
    {
        var drafts = Drafts(inputs, options);
        foreach (var draft in drafts)
        {
            Parent(draft.Name, drafts)?.AddCut(draft.Name);
        }

        foreach (var record in options.Records)
        {
            drafts.Where(draft => WireName.IsWithin(WireName.Of(record.Name), draft.Wire)).MaxBy(static draft => draft.Wire.Length)?.AddStatic(record);
        }

        var names = new Dictionary<byte[], (ServedZone Zone, ZoneNode Node)>(NameComparer.Instance);
        var zones = new List<ServedZone>();

        // Parents first: a name that two zones have is the inner one's.
        foreach (var draft in drafts.OrderBy(static draft => draft.Wire.Length))
        {
            var zone = Finish(draft, names, inputs, options, previous, zones);
            zones.Add(zone);
        }

        return new ZoneTable([.. zones], names, inputs.IsComplete);
    }

    private static List<ZoneDraft> Drafts(ZoneInputs inputs, ZoneOptions options)
    {
        var running = inputs.Backends.Where(static backend => backend.Status < BackendStatus.Terminated).ToLookup(static backend => backend.Cluster);
        var texts = inputs.Texts.ToLookup(static text => text.Cluster.Host, static text => text.Value, StringComparer.Ordinal);
        var proxies = inputs.Drones.Where(static drone => drone.IsProxy).ToLookup(static drone => drone.Cluster);
        var drafts = options.Clusters
            .Concat(inputs.Drones.Select(static drone => drone.Cluster))
            .Concat(running.Select(static group => group.Key))
            .Concat(inputs.Texts.Select(static text => text.Cluster))
            .Distinct()
            .GroupBy(static cluster => cluster.Host, StringComparer.Ordinal)
            .Select(group => ClusterDraft(group.Key, [.. group], proxies, running, texts[group.Key], options))
            .ToList();
        if (options.AcmeZone is { } acmeZone && !drafts.Exists(draft => draft.Name == acmeZone))
        {
            drafts.Add(AcmeDraft(acmeZone, drafts, texts, options));
        }

        return drafts;
    }

    /// <summary>Clusters that differ in their port only share one zone.</summary>
    private static ZoneDraft ClusterDraft(
        string host,
        ClusterName[] clusters,
        ILookup<ClusterName, DroneRecord> proxies,
        ILookup<ClusterName, BackendRecord> running,
        IEnumerable<string> texts,
        ZoneOptions options)
    {
        var draft = new ZoneDraft(host, AddressesOf(clusters.SelectMany(cluster => proxies[cluster])), options);
        foreach (var cluster in clusters)
        {
            var byDrone = proxies[cluster].ToDictionary(static proxy => proxy.Drone, static proxy => AddressesOf([proxy]));
            foreach (var backend in running[cluster])
            {
                draft.AddBackend(backend, byDrone.GetValueOrDefault(backend.Drone, []));
            }
        }

        draft.AddTexts(ZoneDraft.ChallengeLabel, texts);
        return draft;
    }

    /// <summary>Where <c>_acme-challenge.{cluster}</c> may be an alias to, for clusters whose own zone is served by others.</summary>
    private static ZoneDraft AcmeDraft(string zone, List<ZoneDraft> clusters, ILookup<string, string> texts, ZoneOptions options)
    {
        var draft = new ZoneDraft(zone, [], options);
        foreach (var cluster in clusters)
        {
            draft.AddTexts(cluster.Name, texts[cluster.Name]);
        }

        return draft;
    }

    private static ServedZone Finish(
        ZoneDraft draft,
        Dictionary<byte[], (ServedZone Zone, ZoneNode Node)> names,
        ZoneInputs inputs,
        ZoneOptions options,
        ZoneTable previous,
        List<ServedZone> outer)
    {
        var nodes = draft.Nodes().ToList();
        var digest = ZoneDigest.Of(nodes);
        var before = previous.Zones.FirstOrDefault(zone => zone.Name == draft.Name);
        var serial = before is null ? (uint)inputs.Now : before.Digest == digest ? before.Serial : Math.Max(before.Serial + 1, (uint)inputs.Now);
        var soa = new RecordSetBuilder(draft.Wire, options.NegativeTtl)
            .Soa(WireName.Of(draft.PrimaryServer.Name), draft.Mailbox, serial, Refresh, Retry, Expire, options.NegativeTtl)
            .Build();
        var parent = outer.Where(zone => WireName.IsWithin(draft.Wire, zone.Wire)).MaxBy(static zone => zone.Wire.Length);
        var served = new ServedZone(draft.Name, draft.Wire, serial, digest, soa, draft.Glue(), draft.Wildcard(), parent);
        foreach (var (name, node) in nodes)
        {
            var isApex = node.Origin == NodeOrigin.Apex;
            names[name] = (served, isApex ? node with { Sets = [.. node.Sets, soa] } : node);
        }

        return served;
    }

    private static ZoneDraft? Parent(string name, List<ZoneDraft> drafts) =>
        drafts.Where(draft => name.EndsWith("." + draft.Name, StringComparison.Ordinal)).MaxBy(static draft => draft.Name.Length);

    private static ImmutableArray<IPAddress> AddressesOf(IEnumerable<DroneRecord> proxies) =>
        [.. proxies.SelectMany(static proxy => proxy.PublicAddresses).Select(Parse).OfType<IPAddress>().Distinct()];

    private static IPAddress? Parse(string text) => IPAddress.TryParse(text, out var address) ? address : null;
}
