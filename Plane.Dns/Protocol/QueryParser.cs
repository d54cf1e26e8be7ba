using System.Buffers.Binary;

namespace Plane.Dns.Protocol;

/// <summary>Bytes → query. No IO; nothing in a packet makes it throw.</summary>
internal static class QueryParser
{
    public const int HeaderLength = 12;
    private const int MinUdpPayload = 512;

    /// <returns>False for what must not be answered at all: runts, and answers (QR = 1), which could be made to loop.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, out Query query)
    {
        query = default;
        if (packet.Length < HeaderLength || (packet[2] & 0x80) != 0)
        {
            return false;
        }

        var id = BinaryPrimitives.ReadUInt16BigEndian(packet);
        var flags = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        query = new Query(id, flags, "", 0, 0, 0, null, ResponseCode.FormErr);
        if (query.Opcode != 0)
        {
            query = query with { Fault = ResponseCode.NotImp };
            return true;
        }

        // Exactly one question (RFC 9619), no answer and no authority in a query.
        if (Count(packet, 4) != 1 || Count(packet, 6) != 0 || Count(packet, 8) != 0 || !TryReadQuestion(packet, out var name, out var type, out var @class, out var end))
        {
            return true;
        }

        query = query with { Name = name, Type = type, Class = @class, QuestionLength = end - HeaderLength };
        if (TryReadEdns(packet, end, Count(packet, 10), out var edns))
        {
            query = query with { Edns = edns, Fault = edns is { Version: > 0 } ? ResponseCode.BadVers : ResponseCode.NoError };
        }

        return true;
    }

    private static ushort Count(ReadOnlySpan<byte> packet, int offset) => BinaryPrimitives.ReadUInt16BigEndian(packet[offset..]);

    private static bool TryReadQuestion(ReadOnlySpan<byte> packet, out string name, out RecordType type, out ushort @class, out int end)
    {
        (type, @class) = (0, 0);
        if (!NameReader.TryRead(packet, HeaderLength, out name, out end) || packet.Length < end + 4)
        {
            return false;
        }

        type = (RecordType)BinaryPrimitives.ReadUInt16BigEndian(packet[end..]);
        @class = BinaryPrimitives.ReadUInt16BigEndian(packet[(end + 2)..]);
        end += 4;
        return true;
    }

    /// <returns>False where the additional section is malformed or has two OPT records (RFC 6891 §6.1.1).</returns>
    private static bool TryReadEdns(ReadOnlySpan<byte> packet, int offset, int records, out Edns? edns)
    {
        edns = null;
        for (var i = 0; i < records; i++)
        {
            if (!NameReader.TrySkip(packet, ref offset, out var isRoot) || packet.Length < offset + 10)
            {
                return false;
            }

            var fields = packet[offset..];
            if ((RecordType)BinaryPrimitives.ReadUInt16BigEndian(fields) == RecordType.Opt)
            {
                if (edns is not null || !isRoot)
                {
                    return false;
                }

                edns = new Edns(Math.Max((ushort)MinUdpPayload, BinaryPrimitives.ReadUInt16BigEndian(fields[2..])), fields[5]);
            }

            offset += 10 + BinaryPrimitives.ReadUInt16BigEndian(fields[8..]);
            if (offset > packet.Length)
            {
                return false;
            }
        }

        return true;
    }
}
