namespace Plane.Dns.Protocol;

/// <summary>What to say to a query. Null sections are empty.</summary>
/// <param name="IsAuthoritative">AA: the name lies in a zone of ours.</param>
/// <param name="ZoneLength">Bytes of the zone's name on the wire, which ends the question's; 0 where nothing points to it.</param>
internal readonly record struct Answer(
    ResponseCode Code,
    bool IsAuthoritative = false,
    int ZoneLength = 0,
    RecordSet? Records = null,
    RecordSet? Authority = null,
    RecordSet? Additional = null);
