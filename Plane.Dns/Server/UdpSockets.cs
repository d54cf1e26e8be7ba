using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Plane.Dns.Server;

/// <summary>Opens UDP sockets as the server needs them.</summary>
internal static class UdpSockets
{
    private const int BufferLength = 4 << 20;
    private const int SolSocket = 1;
    private const int ReusePort = 15;
    private const int IpLevel = 0;
    private const int IpPacketInfo = 8;
    private const int Ip6Level = 41;
    private const int Ip6ReceivePacketInfo = 49;

    /// <summary>Several sockets at one address, among which Linux spreads the clients. They tell which address a datagram was sent to.</summary>
    /// <exception cref="SocketException">Somebody else has the port.</exception>
    public static List<Socket> OpenShared(IPEndPoint endpoint, int count)
    {
        // Sockets that share a port can be opened by two servers without either knowing: one that does not share finds out.
        using (var probe = Open(endpoint))
        {
            endpoint = (IPEndPoint)probe.LocalEndPoint!;
        }

        var sockets = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            var socket = New(endpoint.AddressFamily);
            sockets.Add(socket);
            socket.SetRawSocketOption(SolSocket, ReusePort, One);
            var (level, option) = endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? (Ip6Level, Ip6ReceivePacketInfo) : (IpLevel, IpPacketInfo);
            socket.SetRawSocketOption(level, option, One);
            socket.Bind(endpoint);
        }

        return sockets;
    }

    /// <summary>One socket per address of the machine: what answers from the address that was asked where datagrams do not tell it.</summary>
    /// <exception cref="SocketException">Somebody else has the port.</exception>
    public static List<Socket> OpenEach(IPEndPoint endpoint)
    {
        if (!IsAny(endpoint.Address))
        {
            return [Open(endpoint)];
        }

        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(static card => card.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .Where(address => address.AddressFamily == endpoint.AddressFamily)
            .Distinct();
        return [.. addresses.Select(address => OpenUnlessGone(new IPEndPoint(address, endpoint.Port))).OfType<Socket>()];
    }

    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static ReadOnlySpan<byte> One => [1, 0, 0, 0];

    /// <summary>Null for an address that went away since it was listed, or is not given for good yet: containers come and go with theirs.</summary>
    private static Socket? OpenUnlessGone(IPEndPoint endpoint)
    {
        try
        {
            return Open(endpoint);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return null;
        }
    }

    private static Socket Open(IPEndPoint endpoint)
    {
        var socket = New(endpoint.AddressFamily);
        try
        {
            socket.Bind(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket New(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        if (family == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        // As much as the system allows; a burst that finds no room is lost.
        socket.ReceiveBufferSize = BufferLength;
        socket.SendBufferSize = BufferLength;
        return socket;
    }
}
