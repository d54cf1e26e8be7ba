using System.Buffers.Binary;

namespace Plane.Dns.Protocol;

/// <summary>Answer → bytes. Records that do not fit are left out and TC says so; then the client asks again over TCP.</summary>
internal static class ResponseWriter
{
    /// <summary>What we say we can take over UDP, and by default the most we send there: below any path's MTU (the 2020 DNS flag day's value).</summary>
    public const int UdpPayload = 1232;

    public const int WithoutEdns = 512;
    private const int OptLength = 11;

    /// <summary>What the client may be sent over UDP.</summary>
    /// <param name="most">The server's own limit, at least 512.</param>
    public static int UdpLimit(in Query query, int most) => query.Edns.IsPresent ? Math.Min(query.Edns.PayloadSize, most) : WithoutEdns;

    /// <param name="query">The query, whose bytes are at the front of <paramref name="packet"/>.</param>
    /// <param name="options">EDNS options to be sent, only to clients that have EDNS.</param>
    /// <param name="turn">Which record of a set comes first.</param>
    /// <param name="output">As long as the answer may be: at least 512 bytes.</param>
    /// <returns>Length of the answer.</returns>
    public static int Write(in Query query, ReadOnlySpan<byte> packet, in Answer answer, ReadOnlySpan<byte> options, uint turn, Span<byte> output)
    {
        packet.Slice(QueryParser.HeaderLength, query.QuestionLength).CopyTo(output[QueryParser.HeaderLength..]);
        var length = QueryParser.HeaderLength + query.QuestionLength;
        var reserve = query.Edns.IsPresent ? OptLength + options.Length : 0;
        var room = output[..(output.Length - reserve)];
        var apex = QueryParser.HeaderLength + query.Name.Length - answer.ZoneLength;
        int answers = 0, authority = 0, additional = 0;
        var truncated = !TryWrite(answer.Records, room, ref length, apex, turn, ref answers)
            || !TryWrite(answer.Authority, room, ref length, apex, 0, ref authority);
        if (!truncated)
        {
            // Glue is a courtesy outside of referrals: what does not fit is left out (RFC 2181 §9).
            _ = TryWrite(answer.Additional, room, ref length, apex, 0, ref additional);
        }

        if (query.Edns.IsPresent)
        {
            WriteOpt(output, ref length, query, answer.Code, options);
            additional++;
        }

        WriteHeader(output, query, answer, truncated);
        BinaryPrimitives.WriteUInt16BigEndian(output[6..], (ushort)answers);
        BinaryPrimitives.WriteUInt16BigEndian(output[8..], (ushort)authority);
        BinaryPrimitives.WriteUInt16BigEndian(output[10..], (ushort)additional);
        return length;
    }

    /// <summary>No records, but TC: whoever is really there comes back over TCP (response-rate limiting's slip).</summary>
    public static int WriteTruncated(in Query query, ReadOnlySpan<byte> packet, in Answer answer, Span<byte> output)
    {
        var length = Write(query, packet, answer with { Records = null, Authority = null, Additional = null }, [], 0, output);
        output[2] |= 0x02;
        return length;
    }

    private static bool TryWrite(RecordSet? set, Span<byte> room, ref int length, int apex, uint turn, ref int count)
    {
        if (set is null)
        {
            return true;
        }

        count = set.Write(room, ref length, apex, turn);
        return count == set.Count;
    }

    /// <summary>RFC 6891 §6.1: root name, type, our payload size, upper bits of the code, version 0, DO as it came, options.</summary>
    private static void WriteOpt(Span<byte> output, ref int length, in Query query, ResponseCode code, ReadOnlySpan<byte> options)
    {
        var opt = output[length..];
        opt[0] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], (ushort)RecordType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], UdpPayload);
        opt[5] = (byte)((ushort)code >> 4);
        opt[6] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(opt[7..], query.Edns.DnssecOk ? (ushort)0x8000 : (ushort)0);
        BinaryPrimitives.WriteUInt16BigEndian(opt[9..], (ushort)options.Length);
        options.CopyTo(opt[OptLength..]);
        length += OptLength + options.Length;
    }

    private static void WriteHeader(Span<byte> output, in Query query, in Answer answer, bool truncated)
    {
        var flags = 0x8000 | (query.Opcode << 11) | (answer.IsAuthoritative ? 0x0400 : 0) | (truncated ? 0x0200 : 0)
            | (query.RecursionDesired ? 0x0100 : 0) | ((ushort)answer.Code & 0xF);
        BinaryPrimitives.WriteUInt16BigEndian(output, query.Id);
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(output[4..], (ushort)(query.QuestionLength > 0 ? 1 : 0));
    }
}
