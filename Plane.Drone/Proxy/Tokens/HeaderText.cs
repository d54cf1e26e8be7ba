using System.Buffers;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>What a header value can say.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(0x20, 0x5f).Select(static code => (char)code)]);

    /// <summary>
    /// Whether the value arrives as it was sent: printable ASCII, and no blank at either end, which receivers cut off (RFC 9110 §5.5). Anything else is
    /// left out rather than encoded, for an encoded name could equal another user's.
    /// </summary>
    public static bool Survives(string value) => value.AsSpan().IndexOfAnyExcept(Printable) < 0 && !value.StartsWith(' ') && !value.EndsWith(' ');
}
