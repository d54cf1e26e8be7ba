using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Plane.Tests.Dns;

/// <summary>An answer as a client reads it, strictly: a reader of its own, which shares nothing with the server's code.</summary>
internal sealed record DnsReply(ushort Id, string Code, string Flags, string Question, string[] Answers, string[] Authority, string[] Additional, byte[] Options)
{
    private static readonly Dictionary<int, string> Codes = new()
    {
        [0] = "NOERROR",
        [1] = "FORMERR",
        [2] = "SERVFAIL",
        [3] = "NXDOMAIN",
        [4] = "NOTIMP",
        [5] = "REFUSED",
        [16] = "BADVERS",
        [23] = "BADCOOKIE",
    };

    /// <summary>There is an OPT record.</summary>
    public bool HasEdns { get; private init; }

    public bool IsTruncated => Flags.Contains("tc", StringComparison.Ordinal);

    /// <summary>Data alone of the answers, sorted.</summary>
    public IEnumerable<string> Data => Answers.Select(static record => record.Split(' ', 5)[4]).Order(StringComparer.Ordinal);

    /// <exception cref="FormatException">It is not a well-formed message to its last byte.</exception>
    public static DnsReply Read(byte[] bytes)
    {
        var at = 12;
        var question = Number(bytes, 4) == 0 ? "" : $"{Name(bytes, ref at)} {Class(Number(bytes, at + 2))} {Type(Number(bytes, at))}";
        at += Number(bytes, 4) == 0 ? 0 : 4;
        var (code, options, hasEdns) = (bytes[3] & 0xF, Array.Empty<byte>(), false);
        var sections = new List<string>[] { [], [], [] };
        for (var section = 0; section < 3; section++)
        {
            for (var left = Number(bytes, 6 + (2 * section)); left > 0; left--)
            {
                var owner = Name(bytes, ref at);
                var (type, length) = (Number(bytes, at), Number(bytes, at + 8));
                var data = bytes.AsSpan(at + 10, length).ToArray();
                if (type == 41)
                {
                    (code, options, hasEdns) = (code | (bytes[at + 4] << 4), data, true);
                }
                else
                {
                    var ttl = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 4));
                    sections[section].Add(string.Create(CultureInfo.InvariantCulture, $"{owner} {ttl} {Class(Number(bytes, at + 2))} {Type(type)} {DataText(bytes, at + 10, data, type)}"));
                }

                at += 10 + length;
            }
        }

        return at != bytes.Length
            ? throw new FormatException($"{bytes.Length - at} bytes are left over.")
            : new DnsReply((ushort)Number(bytes, 0), Codes[code], FlagsOf(bytes), question, [.. sections[0]], [.. sections[1]], [.. sections[2]], options) { HasEdns = hasEdns };
    }

    private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));

    private static string Class(int number) => number switch { 1 => "IN", 3 => "CH", _ => $"CLASS{number}" };

    private static string Type(int number) => number switch
    {
        1 => "A",
        2 => "NS",
        5 => "CNAME",
        6 => "SOA",
        13 => "HINFO",
        15 => "MX",
        16 => "TXT",
        28 => "AAAA",
        255 => "ANY",
        257 => "CAA",
        _ => $"TYPE{number}",
    };

    private static string FlagsOf(byte[] bytes)
    {
        var flags = new List<string>();
        foreach (var (name, at, mask) in new[] { ("qr", 2, 0x80), ("aa", 2, 4), ("tc", 2, 2), ("rd", 2, 1), ("ra", 3, 0x80), ("ad", 3, 0x20), ("cd", 3, 0x10) })
        {
            if ((bytes[at] & mask) != 0)
            {
                flags.Add(name);
            }
        }

        return string.Join(' ', flags);
    }

    private static string Name(byte[] bytes, ref int at)
    {
        var text = new StringBuilder();
        var (cursor, jumped) = (at, false);
        while (bytes[cursor] != 0)
        {
            if (bytes[cursor] >= 0xC0)
            {
                var target = Number(bytes, cursor) & 0x3FFF;
                at = jumped ? at : cursor + 2;
                jumped = true;
                cursor = target < cursor ? target : throw new FormatException("A pointer leads forward.");
                continue;
            }

            text.Append(Encoding.Latin1.GetString(bytes, cursor + 1, bytes[cursor])).Append('.');
            cursor += 1 + bytes[cursor];
        }

        at = jumped ? at : cursor + 1;
        return text.Length == 0 ? "." : text.ToString();
    }

    private static string DataText(byte[] bytes, int at, byte[] data, int type)
    {
        switch (type)
        {
            case 1 or 28:
                return new IPAddress(data).ToString();
            case 2 or 5:
                return Name(bytes, ref at);
            case 15:
                var exchange = at + 2;
                return string.Create(CultureInfo.InvariantCulture, $"{Number(bytes, at)} {Name(bytes, ref exchange)}");
            case 6:
                var (primary, mailbox) = (Name(bytes, ref at), Name(bytes, ref at));
                return $"{primary} {mailbox} {string.Join(' ', Enumerable.Range(0, 5).Select(i => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + (4 * i)))))}";
            case 16 or 13:
                return Strings(data);
            case 257:
                return $"{data[0]} {Encoding.ASCII.GetString(data, 2, data[1])} \"{Encoding.UTF8.GetString(data.AsSpan(2 + data[1]))}\"";
            default:
                return Convert.ToHexStringLower(data);
        }
    }

    private static string Strings(byte[] data)
    {
        var strings = new List<string>();
        for (var at = 0; at < data.Length; at += 1 + data[at])
        {
            strings.Add($"\"{Encoding.UTF8.GetString(data, at + 1, data[at])}\"");
        }

        return string.Join(' ', strings);
    }
}
