using Microsoft.Extensions.Options;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Says where a client's request came from, and takes away what the client says about that itself.</summary>
internal sealed class ClientOrigins(IOptions<ForwardOptions> options)
{
    private readonly TrustedNetworks _trusted = new(options.Value.TrustedProxies);

    /// <summary>Reads it, and strips the request of everything that only the proxy may say.</summary>
    public ClientOrigin Take(HttpContext context)
    {
        var headers = context.Request.Headers;
        var address = context.Connection.RemoteIpAddress;
        var seen = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        var scheme = context.Request.Scheme;
        var isTrusted = !_trusted.IsEmpty && _trusted.Has(seen);
        if (isTrusted)
        {
            seen = _trusted.ClientOf(headers[ClientHeaders.ForwardedFor], seen!);
            scheme = headers[ClientHeaders.ForwardedProto] is [.., "http" or "https"] told ? told[^1]! : scheme;
        }

        ClientHeaders.Strip(headers, keepsForwarded: isTrusted);
        return new ClientOrigin(seen?.ToString() ?? "unknown", scheme, context.Request.Host.Value);
    }
}
