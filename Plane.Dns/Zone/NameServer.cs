using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>A server that the zones are delegated to.</summary>
/// <param name="Name">Dotted, lower case.</param>
/// <param name="Addresses">Its addresses, which the zone that the name lies in tells (glue).</param>
internal sealed record NameServer(string Name, ImmutableArray<IPAddress> Addresses)
{
    /// <param name="text"><c>ns1.example.com</c>, or with addresses <c>ns1.example.com=192.0.2.1,2001:db8::1</c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out NameServer? server)
    {
        server = null;
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var addresses = parts.Length == 1 ? [] : parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var parsed = addresses.Select(static address => IPAddress.TryParse(address, out var ip) ? ip : null).ToList();
        if (WireName.TryOf(parts[0]) is not { Length: > 1 } || parsed.Contains(null))
        {
            return false;
        }

        server = new NameServer(parts[0].TrimEnd('.').ToLowerInvariant(), [.. parsed.OfType<IPAddress>()]);
        return true;
    }
}
