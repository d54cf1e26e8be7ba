namespace Plane.Dns.Protocol;

/// <summary>Domain names in packets (RFC 1035 §3.1, §4.1.4).</summary>
internal static class NameReader
{
    /// <summary>
    /// A question's name: labels of a length byte and that many bytes, ended by a zero. Compression has nothing to point at in a question,
    /// so a pointer there is refused, and loops with it.
    /// </summary>
    /// <param name="lower">At least 255 bytes; gets the name in lower case.</param>
    public static bool TryRead(ReadOnlySpan<byte> packet, int offset, Span<byte> lower, out int length, out int labels)
    {
        (length, labels) = (0, 0);
        while (offset + length < packet.Length)
        {
            int label = packet[offset + length];
            if (label > WireName.MaxLabel || length + 1 + label >= WireName.MaxLength + (label == 0 ? 1 : 0) || offset + length + 1 + label > packet.Length)
            {
                return false;
            }

            lower[length] = (byte)label;
            Lower(packet.Slice(offset + length + 1, label), lower[(length + 1)..]);
            length += 1 + label;
            if (label == 0)
            {
                return true;
            }

            labels++;
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
                case > WireName.MaxLabel:
                    return false;
                default:
                    offset += length;
                    break;
            }
        }

        return false;
    }

    /// <summary>ASCII letters only (RFC 4343).</summary>
    private static void Lower(ReadOnlySpan<byte> label, Span<byte> lower)
    {
        for (var i = 0; i < label.Length; i++)
        {
            var value = label[i];
            lower[i] = (uint)(value - 'A') <= 'Z' - 'A' ? (byte)(value | 0x20) : value;
        }
    }
}
