namespace Plane.Dns.Protocol;

/// <summary>A query as parsed. The question's bytes stay where they came, so that the answer echoes their case (0x20).</summary>
internal ref struct Query
{
    public const ushort ClassIn = 1;
    public const ushort ClassChaos = 3;

    /// <summary>To be repeated in the answer.</summary>
    public ushort Id { get; init; }

    /// <summary>The second 16 bits of the header.</summary>
    public ushort Flags { get; init; }

    /// <summary>On the wire, in lower case, with the root's zero; empty where there is no question that can be read.</summary>
    public ReadOnlySpan<byte> Name { get; set; }

    public int Labels { get; set; }

    public RecordType Type { get; set; }

    public ushort Class { get; set; }

    /// <summary>Bytes of the question section, from offset 12; 0 where it cannot be read, and where there is none.</summary>
    public int QuestionLength { get; set; }

    /// <summary>What the client's OPT record says (RFC 6891).</summary>
    public Edns Edns { get; set; }

    /// <summary>The client's cookie option as it came: 8 bytes of its own, then 8 to 32 of ours (RFC 7873 §4); empty without one.</summary>
    public ReadOnlySpan<byte> Cookie { get; set; }

    /// <summary>The client would like to be told where the answer comes from (<see cref="Explanation"/>).</summary>
    public bool WantsExplanation { get; set; }

    /// <summary>What to answer without looking further; <see cref="ResponseCode.NoError"/> for a good query.</summary>
    public ResponseCode Fault { get; set; }

    /// <summary>RD is copied into the answer (RFC 1035 §4.1.1).</summary>
    public readonly bool RecursionDesired => (Flags & 0x0100) != 0;

    public readonly int Opcode => (Flags >> 11) & 0xF;

    /// <summary>No question, only a cookie to be told ours (RFC 7873 §5.4, RFC 9619 §4).</summary>
    public readonly bool AsksForCookieOnly => QuestionLength == 0 && Fault == ResponseCode.NoError;
}
