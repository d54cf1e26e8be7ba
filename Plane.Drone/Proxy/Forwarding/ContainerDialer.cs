using System.Globalization;
using System.Net.Sockets;
using Plane.Drone.Routing;
using Route = Plane.Drone.Routing.Route;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>
/// Connects to containers by the names of their routes. Engines give the address of a container that has ended to the next one: connections are therefore kept
/// by the name, which no two runs share, and a new one is only used if the run's first process still lives once it stands. Then the address was its own.
/// </summary>
internal sealed class ContainerDialer(RouteTable routes)
{
    private const char BeforePort = '-';

    /// <param name="port">One of its further ports; null for the one without a name.</param>
    public static string AuthorityOf(Route route, int? port) => port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{route.Name}{BeforePort}{number}") : route.Name;

    /// <exception cref="IOException">The run has ended.</exception>
    public async ValueTask<Socket> DialAsync(string authority, CancellationToken token)
    {
        var (name, port) = Read(authority);
        if (routes.FindNamed(name) is not { } route || route.AddressOf(port) is not { } address)
        {
            throw new IOException("The backend has ended.");
        }

        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, token);
            return route.IsHeld ? socket : throw new IOException("What listened for the backend has ended.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static (string Name, int? Port) Read(string authority)
    {
        var end = authority.IndexOf(BeforePort, StringComparison.Ordinal);
        return end < 0 ? (authority, null) : (authority[..end], int.Parse(authority.AsSpan(end + 1), CultureInfo.InvariantCulture));
    }
}
