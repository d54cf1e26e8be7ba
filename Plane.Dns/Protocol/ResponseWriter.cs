using System.Buffers.Binary;

namespace Plane.Dns.Protocol;

/// <summary>Answer → bytes. Records that do not fit are left out and TC says so; then the client asks again over TCP.</summary>
internal static class ResponseWriter
{
    /// <summary>What we say we can take over UDP, and the most we send there: below any path's MTU (the 2020 DNS flag day's value).</summary>
    public const int UdpPayload = 1232;
    private const int WithoutEdns = 512;
    private const ushort PointerToQuestion = 0xC00C;

    /// <param name="query">The query, whose bytes are at the front of <paramref name="packet"/>.</param>
    /// <param name="output">At least 512 bytes; for TCP as many as an answer may need.</param>
    /// <returns>Length of the answer.</returns>
    public static int Write(in Query query, ReadOnlySpan<byte> packet, Answer answer, bool overTcp, Span<byte> output)
    {
        var limit = overTcp ? output.Length : Math.Min(output.Length, query.Edns is { } edns ? Math.Min((int)edns.PayloadSize, UdpPayload) : WithoutEdns);
        var buffer = new WireBuffer(output[..limit]);
        buffer.Skip(QueryParser.HeaderLength);
        buffer.Bytes(packet.Slice(QueryParser.HeaderLength, query.QuestionLength));
        var reserve = query.Edns is null ? 0 : 11;
        var answers = WriteAll(ref buffer, answer.Records.AsSpan(), reserve, out var truncated);
        var authority = truncated ? 0 : WriteAll(ref buffer, answer.Authority.AsSpan(), reserve, out truncated);
        if (query.Edns is not null)
        {
            WriteOpt(ref buffer, answer.Code);
        }

        WriteHeader(output, query, answer, truncated, answers, authority);
        return buffer.Length;
    }

    private static int WriteAll(ref WireBuffer buffer, ReadOnlySpan<Record> records, int reserve, out bool truncated)
    {
        truncated = false;
        var written = 0;
        foreach (var record in records)
        {
            var before = buffer.Length;
            WriteRecord(ref buffer, record);
            if (buffer.Overflowed || buffer.Length + reserve > buffer.Capacity)
            {
                buffer.Rewind(before);
                truncated = true;
                break;
            }

            written++;
        }

        return written;
    }

    private static void WriteRecord(ref WireBuffer buffer, Record record)
    {
        if (record.Owner is null)
        {
            buffer.UInt16(PointerToQuestion);
        }
        else
        {
            buffer.Name(record.Owner);
        }

        buffer.UInt16((ushort)record.Type);
        buffer.UInt16(Query.ClassIn);
        buffer.UInt32(record.Ttl);
        var lengthAt = buffer.Length;
        buffer.UInt16(0);
        WriteData(ref buffer, record);
        buffer.Patch(lengthAt, (ushort)(buffer.Length - lengthAt - 2));
    }

    private static void WriteData(ref WireBuffer buffer, Record record)
    {
        switch (record)
        {
            case AddressRecord address:
                buffer.Bytes(address.Address.GetAddressBytes());
                break;
            case NsRecord ns:
                buffer.Name(ns.NameServer);
                break;
            case TxtRecord txt:
                buffer.Strings(txt.Text.AsSpan());
                break;
            case HInfoRecord info:
                buffer.Strings(System.Text.Encoding.ASCII.GetBytes(info.Cpu));
                buffer.Strings(System.Text.Encoding.ASCII.GetBytes(info.System));
                break;
            case SoaRecord soa:
                buffer.Name(soa.PrimaryServer);
                buffer.Name(soa.Mailbox);
                buffer.UInt32(soa.Serial);
                buffer.UInt32(soa.Refresh);
                buffer.UInt32(soa.Retry);
                buffer.UInt32(soa.Expire);
                buffer.UInt32(soa.Minimum);
                break;
            default:
                throw new InvalidOperationException($"No wire form for {record.GetType().Name}.");
        }
    }

    /// <summary>RFC 6891 §6.1: root name, type, our payload size, upper bits of the code, version 0, no flags, no options.</summary>
    private static void WriteOpt(ref WireBuffer buffer, ResponseCode code)
    {
        buffer.Byte(0);
        buffer.UInt16((ushort)RecordType.Opt);
        buffer.UInt16(UdpPayload);
        buffer.Byte((byte)((ushort)code >> 4));
        buffer.Byte(0);
        buffer.UInt32(0);
    }

    private static void WriteHeader(Span<byte> output, in Query query, Answer answer, bool truncated, int answers, int authority)
    {
        var flags = 0x8000 | (query.Opcode << 11) | (answer.IsAuthoritative ? 0x0400 : 0) | (truncated ? 0x0200 : 0)
            | (query.RecursionDesired ? 0x0100 : 0) | ((ushort)answer.Code & 0xF);
        BinaryPrimitives.WriteUInt16BigEndian(output, query.Id);
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(output[4..], (ushort)(query.QuestionLength > 0 ? 1 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(output[6..], (ushort)answers);
        BinaryPrimitives.WriteUInt16BigEndian(output[8..], (ushort)authority);
        BinaryPrimitives.WriteUInt16BigEndian(output[10..], (ushort)(query.Edns is null ? 0 : 1));
    }
}
