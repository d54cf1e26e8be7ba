using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>A zone that this server is the authority for: a cluster's host name, or the zone of delegated ACME challenges.</summary>
/// <param name="Serial">Rises whenever the zone's content changes; the time of that change in Unix seconds, so that servers and restarts agree nearly.</param>
/// <param name="Digest">Of the content without the SOA: whether it has changed.</param>
/// <param name="Soa">Ends negative answers.</param>
/// <param name="Glue">Addresses of name servers within the zone; null for none.</param>
/// <param name="Wildcard">Answers for names that nobody has; null: they do not exist.</param>
/// <param name="Parent">The zone around it, if that is served too.</param>
internal sealed record ServedZone(
    string Name,
    byte[] Wire,
    uint Serial,
    ulong Digest,
    RecordSet Soa,
    RecordSet? Glue,
    ZoneNode? Wildcard,
    ServedZone? Parent);
