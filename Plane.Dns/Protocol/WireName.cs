using System.Globalization;
using System.Text;

namespace Plane.Dns.Protocol;

/// <summary>Domain names as they are on the wire (RFC 1035 §3.1): labels with their length in front, a zero at the end. Ours are in lower case.</summary>
internal static class WireName
{
    public const int MaxLength = 255;
    public const int MaxLabel = 63;

    /// <summary>Of a dotted name whose labels have no dots in them.</summary>
    /// <returns>Null for what is no domain name.</returns>
    public static byte[]? TryOf(string dotted)
    {
        var text = dotted.TrimEnd('.').ToLowerInvariant();
        var labels = text.Length == 0 ? [] : text.Split('.');
        return labels.All(static label => label.Length is > 0 and <= MaxLabel && label.All(static letter => letter is > ' ' and < '\x7F')) && text.Length + 2 <= MaxLength
            ? [.. labels.SelectMany(static label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0]
            : null;
    }

    /// <exception cref="FormatException">It is no domain name.</exception>
    public static byte[] Of(string dotted) => TryOf(dotted) ?? throw new FormatException($"'{dotted}' is not a domain name.");

    /// <summary>A mailbox as SOA has it: <c>foo.bar@baz.com</c> is the label <c>foo.bar</c> in front of <c>baz.com</c> (RFC 1035 §8). Without <c>@</c> it is such a name already.</summary>
    public static byte[]? TryOfMailbox(string mailbox)
    {
        var at = mailbox.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return TryOf(mailbox);
        }

        return at is > 0 and <= MaxLabel && TryOf(mailbox[(at + 1)..]) is { Length: > 1 } domain && domain.Length + at + 1 <= MaxLength
            ? [(byte)at, .. Encoding.ASCII.GetBytes(mailbox[..at].ToLowerInvariant()), .. domain]
            : null;
    }

    /// <summary>Dotted, without the final dot; <c>.</c> for the root. What would mislead is escaped (RFC 1035 §5.1).</summary>
    public static string ToText(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        for (var at = 0; at < name.Length && name[at] != 0; at += name[at] + 1)
        {
            _ = text.Length > 0 ? text.Append('.') : text;
            foreach (var value in name.Slice(at + 1, name[at]))
            {
                _ = value switch
                {
                    (byte)'.' or (byte)'\\' or (byte)'"' or (byte)';' => text.Append('\\').Append((char)value),
                    > 0x20 and < 0x7F => text.Append((char)value),
                    _ => text.Append(CultureInfo.InvariantCulture, $"\\{value:D3}"),
                };
            }
        }

        return text.Length == 0 ? "." : text.ToString();
    }

    public static int LabelsOf(ReadOnlySpan<byte> name)
    {
        var labels = 0;
        for (var at = 0; at < name.Length && name[at] != 0; at += name[at] + 1)
        {
            labels++;
        }

        return labels;
    }

    /// <summary>The name without its first label.</summary>
    public static ReadOnlySpan<byte> Parent(ReadOnlySpan<byte> name) => name[(name[0] + 1)..];

    /// <summary>Whether a name is the zone's own or lies below it.</summary>
    public static bool IsWithin(ReadOnlySpan<byte> name, ReadOnlySpan<byte> zone)
    {
        while (name.Length > zone.Length)
        {
            name = Parent(name);
        }

        return name.SequenceEqual(zone);
    }
}
