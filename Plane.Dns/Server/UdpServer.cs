using System.Net;
using System.Net.Sockets;

namespace Plane.Dns.Server;

/// <summary>Answers over UDP (RFC 1035 §4.2.1), one datagram at a time.</summary>
internal sealed class UdpServer(Responder responder, DnsOptions options, ILogger<UdpServer> log) : BackgroundService
{
    private const int MaxDatagram = 65535;
    private Socket? _socket;

    /// <summary>Where it listens, once started.</summary>
    public IPEndPoint? LocalEndPoint => (IPEndPoint?)_socket?.LocalEndPoint;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Bound here and not in the loop: a port that is taken must end the program, not a log line.
        var endpoint = options.Endpoint;
        _socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(endpoint);
        log.UdpListens(_socket.LocalEndPoint);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _socket?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var socket = _socket ?? throw new InvalidOperationException("The UDP socket is bound by StartAsync.");
        var input = GC.AllocateArray<byte>(MaxDatagram, pinned: true);
        var output = GC.AllocateArray<byte>(Protocol.ResponseWriter.UdpPayload, pinned: true);
        var from = new SocketAddress(socket.AddressFamily);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(input.AsMemory(), SocketFlags.None, from, stoppingToken);
                var length = responder.Respond(input.AsSpan(0, received), overTcp: false, output);
                if (length > 0)
                {
                    await socket.SendToAsync(output.AsMemory(0, length), SocketFlags.None, from, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException exception)
            {
                // A client that is gone already (ICMP), or a full send buffer: the next datagram is another's.
                log.DatagramFailed(exception);
            }
        }
    }
}
