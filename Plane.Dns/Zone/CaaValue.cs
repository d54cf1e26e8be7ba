using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Plane.Dns.Zone;

/// <summary>RFC 8659 §4.1.</summary>
internal sealed record CaaValue(byte Flags, string Tag, string Value)
{
    private const int MaxTag = 15;

    /// <param name="text">As in a zone file: <c>0 issue "letsencrypt.org"</c>; quotes may be left out.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CaaValue? caa)
    {
        var parts = text.Split(' ', 3, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        caa = parts is [var flags, { Length: > 0 and <= MaxTag } tag, var value]
            && byte.TryParse(flags, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && tag.All(char.IsAsciiLetterOrDigit)
            ? new CaaValue(number, tag.ToLowerInvariant(), value.Trim('"'))
            : null;
        return caa is not null;
    }
}
