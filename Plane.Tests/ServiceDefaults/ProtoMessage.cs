using System.Buffers.Binary;
using System.Text;

namespace Plane.Tests.ServiceDefaults;

/// <summary>A protobuf message without its schema: field numbers and raw values, enough to look into OTLP.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    private ProtoMessage()
    {
    }

    /// <summary>Wire types 0 (varint), 1 (64 bit), 2 (length-delimited) and 5 (32 bit); the rest is long deprecated.</summary>
    public static ProtoMessage Parse(ReadOnlyMemory<byte> data)
    {
        var message = new ProtoMessage();
        var at = 0;
        while (at < data.Length)
        {
            var tag = Varint(data.Span, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    message._fields.Add((field, Varint(data.Span, ref at), default));
                    break;
                case 1:
                    message._fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(data.Span[at..]), default));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(data.Span, ref at);
                    message._fields.Add((field, 0, data.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    message._fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(data.Span[at..]), default));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7} at {at}");
            }
        }

        return message;
    }

    public IEnumerable<ProtoMessage> Messages(int field) => _fields.Where(f => f.Field == field).Select(f => Parse(f.Bytes));

    public ulong Number(int field) => _fields.Where(f => f.Field == field).Select(f => f.Number).FirstOrDefault();

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    /// <summary>OTLP's <c>repeated KeyValue</c>; numbers and booleans in their decimal form.</summary>
    public Dictionary<string, string> Attributes(int field) => Messages(field).ToDictionary(pair => pair.Text(1), pair =>
    {
        var value = pair.Messages(2).Single();
        return value._fields is [{ Field: 1 }] ? value.Text(1) : $"{value._fields.Select(f => f.Number).FirstOrDefault()}";
    });

    private ReadOnlyMemory<byte> Bytes(int field) => _fields.Where(f => f.Field == field).Select(f => f.Bytes).FirstOrDefault();

    private static ulong Varint(ReadOnlySpan<byte> data, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = data[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
