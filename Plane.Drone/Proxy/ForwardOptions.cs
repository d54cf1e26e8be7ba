using Plane.Drone.Proxy.Forwarding;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone.Proxy;

/// <summary>Section <c>Plane:Drone:Proxy:Forward</c>: what backends are told of where a request came from.</summary>
public sealed class ForwardOptions : ICheckedOptions
{
    public const string Section = "Plane:Drone:Proxy:Forward";

    /// <summary>
    /// Addresses and networks (<c>10.0.0.0/8</c>) of load balancers in front of the proxy. Theirs alone are <c>X-Forwarded-For</c> and <c>-Proto</c> believed, and the other
    /// <c>X-Forwarded-</c> headers let through; anybody else's are taken away. Default none.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// How the client's address and scheme are told: <c>XForwarded</c> (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>), <c>Forwarded</c> (RFC 7239), <c>Both</c> or
    /// <c>None</c>. Default XForwarded.
    /// </summary>
    public OriginHeaders Origin { get; set; } = OriginHeaders.XForwarded;

    /// <summary>
    /// Which <c>Host</c> a backend sees: <c>Client</c>, the one that was asked for, so that its links and redirects are right; <c>Address</c>, its own, for programs that
    /// refuse others, with the client's in <c>X-Forwarded-Host</c>. Default Client.
    /// </summary>
    public BackendHost Host { get; set; } = BackendHost.Client;

    public IEnumerable<string> Faults()
    {
        foreach (var proxy in TrustedProxies.Where(static proxy => !TrustedNetworks.TryParse(proxy, out _)))
        {
            yield return $"{Section}:TrustedProxies has '{proxy}'; an IP address or a network like 10.0.0.0/8 is expected.";
        }

        if (!Enum.IsDefined(Origin) || !Enum.IsDefined(Host))
        {
            yield return $"{Section}:Origin is XForwarded, Forwarded, Both or None, {Section}:Host is Client or Address.";
        }
    }
}
