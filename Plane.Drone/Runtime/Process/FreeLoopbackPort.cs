using System.Net;
using System.Net.Sockets;

namespace Plane.Drone.Runtime.Process;

/// <summary>A TCP port that nobody listens on at the moment; who loses a race for it fails to start, and says so.</summary>
internal static class FreeLoopbackPort
{
    public static int Find()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
