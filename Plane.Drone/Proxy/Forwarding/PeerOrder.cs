using System.Globalization;
using System.Net.Http.Headers;
using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>What another drone is told about a request, beside the request.</summary>
/// <param name="Port">One of the backend's further ports; null for the one without a name.</param>
/// <param name="Client">IP address of the client.</param>
internal sealed record PeerOrder(string Credential, BackendId Backend, int? Port, string Client)
{
    public void AddTo(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation(PeerHeaders.Credential, Credential);
        headers.TryAddWithoutValidation(PeerHeaders.Backend, Backend.Value);
        headers.TryAddWithoutValidation(PeerHeaders.Client, Client);
        if (Port is { } port)
        {
            headers.TryAddWithoutValidation(PeerHeaders.Port, port.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <returns>False for anything but a port or nothing.</returns>
    public static bool TryReadPort(string? text, out int? port)
    {
        var isPort = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        port = isPort ? number : null;
        return isPort || string.IsNullOrEmpty(text);
    }

    /// <summary>Names the backend only.</summary>
    public override string ToString() => $"to {Backend}";
}
