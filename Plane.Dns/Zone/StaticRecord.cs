using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>A record from configuration, beside those made of the state.</summary>
/// <param name="Name">Dotted, lower case.</param>
/// <param name="Ttl">Null for the zones' own.</param>
/// <param name="Line">As written, for explanations.</param>
internal sealed record StaticRecord(string Name, RecordType Type, uint? Ttl, Action<RecordSetBuilder> AddTo, string Line)
{
    /// <param name="line">As in a zone file, names in full: <c>www.plane.example.com 300 A 192.0.2.7</c>; types A, AAAA, CNAME, MX, TXT, CAA; the TTL may be left out.</param>
    public static bool TryParse(string line, [NotNullWhen(true)] out StaticRecord? record)
    {
        record = null;
        var words = line.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        uint? ttl = words.Length > 1 && uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        var typeAt = ttl is null ? 1 : 2;
        if (words.Length < typeAt + 2 || WireName.TryOf(words[0]) is not { Length: > 1 } || ttl > int.MaxValue)
        {
            return false;
        }

        var data = line[(line.IndexOf(words[typeAt], line.IndexOf(words[0], StringComparison.Ordinal) + words[0].Length, StringComparison.Ordinal) + words[typeAt].Length)..].Trim();
        if (Parse(words[typeAt].ToUpperInvariant(), data) is not var (type, add))
        {
            return false;
        }

        record = new StaticRecord(words[0].TrimEnd('.').ToLowerInvariant(), type, ttl, add, line);
        return true;
    }

    private static (RecordType Type, Action<RecordSetBuilder> Add)? Parse(string type, string data) => type switch
    {
        "A" when IPAddress.TryParse(data, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork => (RecordType.A, set => set.Address(address)),
        "AAAA" when IPAddress.TryParse(data, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 => (RecordType.Aaaa, set => set.Address(address)),
        "CNAME" when WireName.TryOf(data) is { } target => (RecordType.Cname, set => set.Alias(target)),
        "MX" when data.Split(' ', 2, StringSplitOptions.TrimEntries) is [var text, var host]
            && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var preference)
            && WireName.TryOf(host) is { } exchange => (RecordType.Mx, set => set.Mail(preference, exchange)),
        "TXT" when data.Length is > 0 and <= ZoneTable.MaxText => (RecordType.Txt, set => set.Text(Encoding.UTF8.GetBytes(data.Trim('"')))),
        "CAA" when CaaValue.TryParse(data, out var caa) => (RecordType.Caa, set => set.Caa(caa.Flags, caa.Tag, caa.Value)),
        _ => null,
    };
}
