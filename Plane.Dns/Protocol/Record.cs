using System.Collections.Immutable;
using System.Net;

namespace Plane.Dns.Protocol;

/// <summary>One resource record of an answer.</summary>
/// <param name="Owner">Null for the question's own name, which is written as a pointer to it, in the client's case.</param>
/// <param name="Ttl">Seconds.</param>
internal abstract record Record(string? Owner, RecordType Type, uint Ttl);

/// <summary>A or AAAA, by the address family.</summary>
internal sealed record AddressRecord(string? Owner, IPAddress Address, uint Ttl)
    : Record(Owner, Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? RecordType.Aaaa : RecordType.A, Ttl);

internal sealed record NsRecord(string? Owner, string NameServer, uint Ttl) : Record(Owner, RecordType.Ns, Ttl);

/// <summary>RFC 1035 §3.3.13; the times are seconds. <paramref name="Minimum"/> is the negative TTL (RFC 2308).</summary>
internal sealed record SoaRecord(string? Owner, string PrimaryServer, string Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum, uint Ttl)
    : Record(Owner, RecordType.Soa, Ttl);

/// <summary>One value, split into strings of at most 255 bytes on the wire.</summary>
internal sealed record TxtRecord(string? Owner, ImmutableArray<byte> Text, uint Ttl) : Record(Owner, RecordType.Txt, Ttl);

/// <summary>The minimal answer to ANY (RFC 8482 §4.2).</summary>
internal sealed record HInfoRecord(string? Owner, string Cpu, string System, uint Ttl) : Record(Owner, RecordType.HInfo, Ttl);
