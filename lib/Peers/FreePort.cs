using System.Net;
using System.Net.Sockets;

namespace Peers;

/// <summary>Ports nobody listens on at the moment of asking. Another process may take one before it is used: start what needs it in a loop.</summary>
public static class FreePort
{
    /// <summary>A loopback TCP port.</summary>
    public static int Tcp() => Several(1)[0];

    /// <summary>Different loopback TCP ports.</summary>
    public static int[] Several(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(l => l.Start());
            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(l => l.Dispose());
        }
    }
}
