namespace Plane.Dns.Protocol;

/// <summary>RFC 1035 §3.2.2–3 and later registrations; others pass through as numbers.</summary>
internal enum RecordType : ushort
{
    A = 1,
    Ns = 2,
    Soa = 6,
    HInfo = 13,
    Txt = 16,
    Aaaa = 28,
    Opt = 41,
    Ixfr = 251,
    Axfr = 252,
    Any = 255,
    Caa = 257,
}
