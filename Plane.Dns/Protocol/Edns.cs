namespace Plane.Dns.Protocol;

/// <param name="IsPresent">There is an OPT record; an answer has one exactly then.</param>
/// <param name="PayloadSize">What the client can take over UDP, at least 512.</param>
/// <param name="Version">0 is the only one there is.</param>
/// <param name="DnssecOk">DO, to be copied (RFC 3225 §3).</param>
internal readonly record struct Edns(bool IsPresent, ushort PayloadSize, byte Version, bool DnssecOk);
