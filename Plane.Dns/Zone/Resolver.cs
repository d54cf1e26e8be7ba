using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>Question and state → answer. Pure, and without allocation.</summary>
internal static class Resolver
{
    /// <summary>The one record that ANY gets (RFC 8482 §4.2).</summary>
    private static readonly RecordSet[] AnyAnswer = [new RecordSetBuilder([0], 3600).HInfo("RFC8482", "").Build()];

    /// <param name="version">What <c>version.bind</c> and its like are told; null refuses them.</param>
    public static Answer Resolve(in Query query, ZoneTable table, RecordSet? version)
    {
        if (query.Fault != ResponseCode.NoError || query.AsksForCookieOnly)
        {
            return new Answer(query.Fault);
        }

        if (query.Class == Query.ClassChaos)
        {
            return version is not null && ServerNames.IsOne(query.Name) && query.Type is RecordType.Txt or RecordType.Any
                ? new Answer(ResponseCode.NoError, IsAuthoritative: true, Records: version)
                : new Answer(ResponseCode.Refused);
        }

        // Zone transfers are for secondaries, and state is not shared that way.
        if (query.Class != Query.ClassIn || query.Type is RecordType.Axfr or RecordType.Ixfr or RecordType.MailA or RecordType.MailB)
        {
            return new Answer(ResponseCode.Refused);
        }

        // Before the state was listed, "there is no such name" would be a guess that resolvers remember.
        return !table.TryFind(query.Name, query.Labels, out var zone, out var node, out var isExact)
            ? new Answer(table.IsComplete ? ResponseCode.Refused : ResponseCode.ServFail)
            : !table.IsComplete && !isExact
            ? new Answer(ResponseCode.ServFail)
            : InZone(query, zone, node, isExact);
    }

    private static Answer InZone(in Query query, ServedZone zone, ZoneNode node, bool isExact)
    {
        if (!isExact)
        {
            // A wildcard is of the zone's own name: below other names that exist it says nothing (RFC 4592 §3.3.1).
            if (zone.Wildcard is not { } wildcard || node.Origin != NodeOrigin.Apex)
            {
                return new Answer(ResponseCode.NxDomain, true, zone.Wire.Length, Authority: zone.Soa);
            }

            node = wildcard;
        }

        // What delegates a zone is the parent's (RFC 4035 §3.1.4.1).
        zone = query.Type == RecordType.Ds && node.Origin == NodeOrigin.Apex && zone.Parent is { } parent ? parent : zone;
        var records = node.Find(RecordType.Cname) ?? (query.Type == RecordType.Any && node.Sets.Length > 0 ? AnyAnswer[0] : node.Find(query.Type));
        return records is null
            ? new Answer(ResponseCode.NoError, true, zone.Wire.Length, Authority: zone.Soa)
            : new Answer(ResponseCode.NoError, true, zone.Wire.Length, records, Additional: query.Type == RecordType.Ns ? zone.Glue : null);
    }
}
