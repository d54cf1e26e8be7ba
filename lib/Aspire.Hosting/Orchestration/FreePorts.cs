using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Ports nobody listens on, from below the range that Linux gives to port 0 and to outgoing connections (32768 and up): what a program is told
/// to listen on stays free until it does, however late it starts. On Linux each is also claimed, for this object's life, from the other
/// AppHosts of the machine, by an abstract socket of its name (unix(7)), which leaves no file and belongs to the network's namespace as ports do.
/// </summary>
internal sealed class FreePorts : IDisposable
{
    private const int First = 10_000;
    private const int Count = 10_000;
    private const int Stride = 97;
    private readonly List<Socket> _claims = [];
    private readonly HashSet<int> _taken = [];
    private int _next = Environment.ProcessId % Count * Stride;

    /// <summary>Never gives these.</summary>
    public void Spare(IEnumerable<int> ports) => _taken.UnionWith(ports);

    /// <exception cref="DistributedApplicationException">None is left.</exception>
    public int Take(ProtocolType protocol)
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var port = First + (_next++ % Count);
            if (!_taken.Contains(port) && IsFree(port, protocol) && Claim(port))
            {
                _taken.Add(port);
                return port;
            }
        }

        throw new DistributedApplicationException(
            string.Create(CultureInfo.InvariantCulture, $"No port from {First} to {First + Count - 1} is free."));
    }

    public void Dispose() => _claims.ForEach(s => s.Dispose());

    /// <summary>At no address of this machine.</summary>
    internal static bool IsFree(int port, ProtocolType protocol)
    {
        using var socket = new Socket(protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        return Binds(socket, new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
    }

    private bool Claim(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var claim = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _claims.Add(claim);
        return Binds(claim, new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"\0aspire-hosting-port-{port}")));
    }

    private static bool Binds(Socket socket, EndPoint endPoint)
    {
        try
        {
            socket.Bind(endPoint);
            return true;
        }
        catch (SocketException)
        {
            // Somebody has it.
            return false;
        }
    }
}
