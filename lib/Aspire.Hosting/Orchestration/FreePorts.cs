using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Ports nobody listens on. All are held until the last has been taken, so that none is given twice.</summary>
internal sealed class FreePorts : IDisposable
{
    private readonly List<Socket> _held = [];

    public int Take(ProtocolType protocol)
    {
        var socket = new Socket(
            AddressFamily.InterNetwork, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        _held.Add(socket);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Dispose() => _held.ForEach(s => s.Dispose());
}
