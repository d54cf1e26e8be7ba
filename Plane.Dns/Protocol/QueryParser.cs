using System.Buffers.Binary;

namespace Plane.Dns.Protocol;

/// <summary>Bytes → query. No IO, no allocation; nothing in a packet makes it throw.</summary>
internal static class QueryParser
{
    public const int HeaderLength = 12;
    private const int MinUdpPayload = 512;

    /// <param name="lower">Where the query keeps its name: at least 255 bytes, which live as long as the query.</param>
    /// <returns>False for what must not be answered at all: runts, and answers (QR = 1), which could be made to loop.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, Span<byte> lower, out Query query)
    {
        query = default;
        if (packet.Length < HeaderLength || (packet[2] & 0x80) != 0)
        {
            return false;
        }

        query = new Query { Id = Number(packet, 0), Flags = Number(packet, 2), Fault = ResponseCode.FormErr };
        if (query.Opcode != 0)
        {
            query.Fault = ResponseCode.NotImp;
            return true;
        }

        // At most one question (RFC 9619 §4), and none only to ask for a cookie.
        var questions = Number(packet, 4);
        if (questions > 1 || Number(packet, 6) != 0)
        {
            return true;
        }

        var end = HeaderLength;
        if (questions == 1 && !TryReadQuestion(packet, lower, ref query, ref end))
        {
            return true;
        }

        if (TryReadRecords(packet, end, ref query) && (questions == 1 || !query.Cookie.IsEmpty))
        {
            query.Fault = query.Edns.Version > 0 ? ResponseCode.BadVers : ResponseCode.NoError;
        }

        return true;
    }

    private static ushort Number(ReadOnlySpan<byte> packet, int offset) => BinaryPrimitives.ReadUInt16BigEndian(packet[offset..]);

    private static bool TryReadQuestion(ReadOnlySpan<byte> packet, Span<byte> lower, ref Query query, ref int end)
    {
        if (!NameReader.TryRead(packet, end, lower, out var length, out var labels) || packet.Length < end + length + 4)
        {
            return false;
        }

        end += length;
        query.Name = lower[..length];
        query.Labels = labels;
        query.Type = (RecordType)Number(packet, end);
        query.Class = Number(packet, end + 2);
        end += 4;
        query.QuestionLength = end - HeaderLength;
        return true;
    }

    /// <summary>A query has no authority, except for the SOA of an incremental transfer (RFC 1995 §3); of the additional records OPT matters.</summary>
    private static bool TryReadRecords(ReadOnlySpan<byte> packet, int offset, ref Query query)
    {
        int authority = Number(packet, 8), additional = Number(packet, 10);
        if (authority > 0 && query.Type != RecordType.Ixfr)
        {
            return false;
        }

        for (var i = 0; i < authority + additional; i++)
        {
            if (!NameReader.TrySkip(packet, ref offset, out var isRoot) || packet.Length < offset + 10)
            {
                return false;
            }

            var fields = packet[offset..];
            var length = Number(fields, 8);
            if (fields.Length < 10 + length)
            {
                return false;
            }

            if (i >= authority && (RecordType)Number(fields, 0) == RecordType.Opt && !(isRoot && TryReadOpt(fields, length, ref query)))
            {
                return false;
            }

            offset += 10 + length;
        }

        return true;
    }

    /// <returns>False for a second OPT (RFC 6891 §6.1.1), and for options that run over its end.</returns>
    private static bool TryReadOpt(ReadOnlySpan<byte> fields, int length, ref Query query)
    {
        if (query.Edns.IsPresent)
        {
            return false;
        }

        query.Edns = new Edns(true, Math.Max((ushort)MinUdpPayload, Number(fields, 2)), fields[5], (fields[6] & 0x80) != 0);

        // Another version may have other options: it is told so whatever they look like.
        return query.Edns.Version > 0 || TryReadOptions(fields.Slice(10, length), ref query);
    }

    /// <summary>Unknown options are ignored (RFC 6891 §6.1.2).</summary>
    private static bool TryReadOptions(ReadOnlySpan<byte> options, ref Query query)
    {
        while (!options.IsEmpty)
        {
            if (options.Length < 4 || options.Length < 4 + Number(options, 2))
            {
                return false;
            }

            var value = options.Slice(4, Number(options, 2));
            if (Number(options, 0) == CookieOption.Code)
            {
                if (!CookieOption.IsWellFormed(value))
                {
                    return false;
                }

                query.Cookie = query.Cookie.IsEmpty ? value : query.Cookie;
            }

            query.WantsExplanation |= Number(options, 0) == Explanation.AskCode;
            options = options[(4 + value.Length)..];
        }

        return true;
    }
}
