using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Where a request came from.</summary>
/// <param name="Address">IP address of the client, IPv4 as such.</param>
/// <param name="Scheme">By which it came.</param>
/// <param name="Host">That it asked for; null where it named none.</param>
internal sealed record ClientOrigin(string Address, string Scheme, string? Host)
{
    public void AddTo(HttpRequestHeaders headers, OriginHeaders form)
    {
        if (form is OriginHeaders.XForwarded or OriginHeaders.Both)
        {
            headers.TryAddWithoutValidation("x-forwarded-for", Address);
            headers.TryAddWithoutValidation("x-forwarded-proto", Scheme);
        }

        if (form is OriginHeaders.Forwarded or OriginHeaders.Both)
        {
            headers.TryAddWithoutValidation("forwarded", Forwarded());
        }
    }

    /// <summary>One element of RFC 7239 §4; what is no token is quoted, and IPv6 addresses have brackets (§6).</summary>
    public string Forwarded()
    {
        var node = IPAddress.TryParse(Address, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? $"\"[{Address}]\"" : Address;
        return Host is { } host && !host.AsSpan().ContainsAny('"', '\\') ? $"for={node};host=\"{host}\";proto={Scheme}" : $"for={node};proto={Scheme}";
    }
}
