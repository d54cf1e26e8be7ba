using System.Text;

namespace Plane.Dns.Protocol;

/// <summary>Domain names in packets (RFC 1035 §3.1, §4.1.4).</summary>
internal static class NameReader
{
    private const int MaxNameLength = 255;
    private const int MaxLabelLength = 63;

    /// <summary>
    /// A question's name: labels of a length byte and that many bytes, ended by a zero. Compression has nothing to point at in a question,
    /// so a pointer there is refused.
    /// </summary>
    /// <param name="name">Lower case; bytes outside printable ASCII, and dots inside a label, become <c>?</c>, which no zone has.</param>
    public static bool TryRead(ReadOnlySpan<byte> packet, int offset, out string name, out int end)
    {
        var text = new StringBuilder(MaxNameLength);
        (name, end) = ("", offset);
        while (end < packet.Length)
        {
            int length = packet[end++];
            if (length == 0)
            {
                name = text.ToString();
                return true;
            }

            if (length > MaxLabelLength || end + length > packet.Length || end + length - offset >= MaxNameLength)
            {
                return false;
            }

            if (text.Length > 0)
            {
                text.Append('.');
            }

            AppendLabel(text, packet.Slice(end, length));
            end += length;
        }

        return false;
    }

    /// <summary>Passes over a name, compressed or not, without following pointers.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> packet, ref int offset, out bool isRoot)
    {
        isRoot = offset < packet.Length && packet[offset] == 0;
        while (offset < packet.Length)
        {
            int length = packet[offset++];
            switch (length)
            {
                case 0:
                    return true;
                case >= 0xC0:
                    offset++;
                    return offset <= packet.Length;
                case > MaxLabelLength:
                    return false;
                default:
                    offset += length;
                    break;
            }
        }

        return false;
    }

    private static void AppendLabel(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (var value in label)
        {
            text.Append(value switch
            {
                >= (byte)'A' and <= (byte)'Z' => (char)(value + 32),
                > 0x20 and < 0x7F and not (byte)'.' => (char)value,
                _ => '?',
            });
        }
    }
}
