using System.Buffers.Binary;
using System.Text;

namespace Plane.Tests.Dns;

/// <summary>Makes queries byte by byte and reads what matters of answers.</summary>
internal static class Wire
{
    public static byte[] Query(string name, ushort type, ushort id = 0x1234, ushort flags = 0x0100, ushort @class = 1, ushort? ednsPayload = null, byte ednsVersion = 0, byte[]? options = null)
    {
        var bytes = new List<byte>();
        foreach (var number in new ushort[] { id, flags, 1, 0, 0, (ushort)(ednsPayload is null ? 0 : 1) })
        {
            Add(bytes, number);
        }

        bytes.AddRange(Name(name));
        Add(bytes, type);
        Add(bytes, @class);
        if (ednsPayload is { } payload)
        {
            bytes.Add(0);
            Add(bytes, 41);
            Add(bytes, payload);
            bytes.AddRange([0, ednsVersion, 0, 0]);
            Add(bytes, (ushort)(options?.Length ?? 0));
            bytes.AddRange(options ?? []);
        }

        return [.. bytes];
    }

    public static byte[] Name(string name)
    {
        var bytes = new List<byte>();
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        return [.. bytes, 0];
    }

    public static int Rcode(ReadOnlySpan<byte> answer) => answer[3] & 0xF;

    public static bool IsTruncated(ReadOnlySpan<byte> answer) => (answer[2] & 0x02) != 0;

    public static int Answers(ReadOnlySpan<byte> answer) => BinaryPrimitives.ReadUInt16BigEndian(answer[6..]);

    public static int Authorities(ReadOnlySpan<byte> answer) => BinaryPrimitives.ReadUInt16BigEndian(answer[8..]);

    private static void Add(List<byte> bytes, ushort number) => bytes.AddRange([(byte)(number >> 8), (byte)number]);
}
