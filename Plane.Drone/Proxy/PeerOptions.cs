using System.Net;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone.Proxy;

/// <summary>Section <c>Plane:Drone:Peer</c>: the internal listener that other proxies of the cluster forward to.</summary>
public sealed class PeerOptions : ICheckedOptions
{
    public const string Section = "Plane:Drone:Peer";

    /// <summary>Address to listen on. With several machines: one that the other drones reach. Default 127.0.0.1.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port, 0–65,535; 0 for any free one. Fix it where a firewall stands between drones. Default 0.</summary>
    public int Port { get; set; }

    /// <summary>Host name or address that other drones are told. Set it where <see cref="Address"/> is a wildcard or is translated on the way. Default: <see cref="Address"/>.</summary>
    public string? AdvertisedHost { get; set; }

    public IEnumerable<string> Faults()
    {
        if (!IPAddress.TryParse(Address, out var address))
        {
            yield return $"{Section}:Address is '{Address}'; an IP address is expected.";
        }
        else if (AdvertisedHost is null && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            yield return $"{Section}:AdvertisedHost is missing: with Address '{Address}' other drones cannot be told where to connect.";
        }

        if (AdvertisedHost is { } host && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            yield return $"{Section}:AdvertisedHost is '{host}'; a host name or an IP address is expected.";
        }

        if (Port is < 0 or > 65535)
        {
            yield return $"{Section}:Port is {Port}; 0 to 65535 is expected.";
        }
    }
}
