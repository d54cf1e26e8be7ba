using System.Net;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>The load balancers in front, whose word about a client counts.</summary>
internal sealed class TrustedNetworks(IEnumerable<string> texts)
{
    private readonly IPNetwork[] _networks = [.. texts.Select(static text => TryParse(text, out var network) ? network : default)];

    public bool IsEmpty => _networks.Length == 0;

    /// <param name="text">An address, or <c>address/bits</c>.</param>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    public bool Has(IPAddress? address) => address is not null && Array.Exists(_networks, network => network.Contains(address));

    /// <summary>
    /// The client behind trusted load balancers: the last address of the list that is none of theirs, for each of them added the one it saw at the end. What a client
    /// wrote itself stands further left.
    /// </summary>
    /// <param name="forwardedFor">The lines of <c>X-Forwarded-For</c> in order.</param>
    /// <param name="last">Of the connection: a trusted one.</param>
    public IPAddress ClientOf(IEnumerable<string?> forwardedFor, IPAddress last)
    {
        var client = last;
        foreach (var text in forwardedFor.SelectMany(static line => (line ?? "").Split(',')).Reverse())
        {
            if (!Has(client) || !TryReadAddress(text.Trim(), out var before))
            {
                break;
            }

            client = before;
        }

        return client;
    }

    /// <summary>With a port or without, as different load balancers write it.</summary>
    private static bool TryReadAddress(string text, out IPAddress address)
    {
        var isRead = IPAddress.TryParse(text, out var plain) || (IPEndPoint.TryParse(text, out var end) && (plain = end.Address) is not null);
        address = plain is { IsIPv4MappedToIPv6: true } ? plain.MapToIPv4() : plain ?? IPAddress.None;
        return isRead;
    }
}
