using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Plane.Dns.Server;

/// <summary>
/// Answers over UDP (RFC 1035 §4.2.1): on Linux one thread a socket, many datagrams a call; elsewhere, and where asked to, plain sockets.
/// </summary>
internal sealed class UdpServer(Responder responder, QueryMetrics metrics, ServerOptions options, ILogger<UdpServer> log) : BackgroundService
{
    private const int MaxDatagram = 65535;

    /// <summary>How soon a waiting thread sees that the server stops, in milliseconds.</summary>
    private const int LookUp = 250;

    private readonly List<Socket> _sockets = [];

    /// <summary>Where it listens, once started; the first of several.</summary>
    public IPEndPoint? LocalEndPoint => (IPEndPoint?)_sockets.FirstOrDefault()?.LocalEndPoint;

    private bool HasBatches => options.UdpBatch > 0 && Libc.HasBatches;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Bound here and not in the loop: a port that is taken must end the program, not a log line.
        foreach (var endpoint in options.Endpoints)
        {
            _sockets.AddRange(HasBatches ? UdpSockets.OpenShared(endpoint, options.UdpSockets) : UdpSockets.OpenEach(endpoint));
            log.UdpListens(endpoint, HasBatches ? options.UdpSockets : 1);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_sockets.Select(socket => HasBatches
        ? Task.Factory.StartNew(() => AnswerBatches(socket, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
        : AnswerEachAsync(socket, stoppingToken)));

    private void AnswerBatches(Socket socket, CancellationToken stopping)
    {
        socket.ReceiveTimeout = LookUp;
        var handle = (int)socket.Handle;
        using var batch = new DatagramBatch(options.UdpBatch, options.MaxUdpPayload, UdpSockets.IsAny(((IPEndPoint)socket.LocalEndPoint!).Address));
        var tally = metrics.Tally("udp");
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                AnswerBatch(handle, batch, tally);
            }
            catch (Exception exception)
            {
                // A packet that nobody foresaw: the next one is another's.
                log.BatchFailed(exception);
            }
        }
    }

    private void AnswerBatch(int socket, DatagramBatch batch, QueryTally tally)
    {
        var received = batch.Receive(socket);
        if (received < 0)
        {
            // Nothing came until it was time to look up, or a client is gone already (ICMP).
            if (Marshal.GetLastPInvokeError() is not (Libc.TryAgain or Libc.Interrupted) and var error)
            {
                log.DatagramFailed(new SocketException(error));
            }

            return;
        }

        for (var i = 0; i < received; i++)
        {
            var length = responder.Respond(batch.Query(i), batch.Client(i), overTcp: false, batch.Output(), tally);
            if (length > 0)
            {
                batch.Answer(i, length);
            }
        }

        if (batch.Send(socket) is > 0 and var failed)
        {
            log.NotSent(failed);
        }
    }

    private async Task AnswerEachAsync(Socket socket, CancellationToken stopping)
    {
        var input = GC.AllocateArray<byte>(MaxDatagram, pinned: true);
        var output = GC.AllocateArray<byte>(options.MaxUdpPayload, pinned: true);
        var from = new SocketAddress(socket.AddressFamily);
        var tally = metrics.Tally("udp");
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(input.AsMemory(), SocketFlags.None, from, stopping);
                var length = responder.Respond(input.AsSpan(0, received), ClientOf(from), overTcp: false, output, tally);
                if (length > 0)
                {
                    await socket.SendToAsync(output.AsMemory(0, length), SocketFlags.None, from, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException exception)
            {
                // A client that is gone already (ICMP), or a full send buffer: the next datagram is another's.
                log.DatagramFailed(exception);
            }
            catch (Exception exception)
            {
                log.BatchFailed(exception);
            }
        }
    }

    private static ReadOnlySpan<byte> ClientOf(SocketAddress address) =>
        address.Family == AddressFamily.InterNetworkV6 ? address.Buffer.Span.Slice(8, 16) : address.Buffer.Span.Slice(4, 4);
}
