using System.Net;

namespace Plane.Controller.Api.Access;

/// <summary>Addresses of reverse proxies that are believed: one, or a network as <c>10.0.0.0/8</c>.</summary>
internal static class TrustedNetwork
{
    /// <returns>Null for other text.</returns>
    public static IPNetwork? TryParse(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;

    /// <exception cref="FormatException">Neither an address nor a network.</exception>
    public static IPNetwork Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is neither an IP address nor a network.");
}
