using System.Globalization;
using Plane.Contracts.Records;
using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>Says in words which record of the state an answer comes from.</summary>
internal static class Explainer
{
    private const int BackendsTold = 3;

    public static string Explain(in Query query, ZoneTable table)
    {
        var name = WireName.ToText(query.Name);
        if (!table.TryFind(query.Name, query.Labels, out var zone, out var node, out var isExact))
        {
            return table.IsComplete
                ? $"{name} lies in none of the zones here: {string.Join(", ", table.Zones.Select(static served => served.Name).Take(10))}"
                : "the state was not read from NATS yet";
        }

        var where = string.Create(CultureInfo.InvariantCulture, $"zone {zone.Name}, serial {zone.Serial}");
        if (isExact)
        {
            return $"{where}: {Reason(node)}";
        }

        return zone.Wildcard is not null && node.Origin == NodeOrigin.Apex
            ? $"{where}: nobody has this name, and Plane:Dns:Wildcard leads such names to the proxies in plane_drones"
            : $"{where}: no backend that has not ended, no subdomain and no configured record has this name";
    }

    private static string Reason(ZoneNode node) => node.Origin switch
    {
        NodeOrigin.Apex => "the zone's own name, which leads to the proxies in plane_drones",
        NodeOrigin.Backend or NodeOrigin.Subdomain => string.Join("; ", node.Backends.Take(BackendsTold).Select(Backend)) + (node.Backends.Length > BackendsTold ? "; …" : ""),
        NodeOrigin.Challenge => "ACME challenges of the cluster, from plane_acme",
        NodeOrigin.NameServer => "a name server, from Plane:Dns:NameServers",
        NodeOrigin.Static => "a record of Plane:Dns:Records",
        _ => "names below it exist, it has no records of its own",
    };

    private static string Backend(BackendRecord backend) =>
        $"backend {backend.Backend} ({backend.Status}) in plane_backends/{backend.Cluster.KvToken}.{backend.Backend}, by the proxy of drone {backend.Drone}, or by all proxies where it has none";
}
