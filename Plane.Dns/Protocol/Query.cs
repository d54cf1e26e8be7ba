namespace Plane.Dns.Protocol;

/// <summary>A query as parsed. The question's bytes are kept as they came, so that the answer echoes their case (0x20).</summary>
/// <param name="Id">To be repeated in the answer.</param>
/// <param name="Flags">The second 16 bits of the header.</param>
/// <param name="Name">Lower case, without the final dot; empty for the root, and for queries whose question cannot be read.</param>
/// <param name="QuestionLength">Bytes of the question section, from offset 12; 0 where it cannot be read.</param>
/// <param name="Edns">What the client's OPT record says; null without one (RFC 6891).</param>
/// <param name="Fault">What to answer without looking further; <see cref="ResponseCode.NoError"/> for a good query.</param>
internal readonly record struct Query(
    ushort Id,
    ushort Flags,
    string Name,
    RecordType Type,
    ushort Class,
    int QuestionLength,
    Edns? Edns,
    ResponseCode Fault)
{
    public const ushort ClassIn = 1;

    /// <summary>RD is copied into the answer (RFC 1035 §4.1.1).</summary>
    public bool RecursionDesired => (Flags & 0x0100) != 0;

    public int Opcode => (Flags >> 11) & 0xF;
}

/// <param name="PayloadSize">What the client can take over UDP, at least 512.</param>
/// <param name="Version">0 is the only one there is.</param>
internal readonly record struct Edns(ushort PayloadSize, byte Version);
