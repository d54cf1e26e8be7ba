using System.Net;
using System.Net.Sockets;

namespace Plane.Dns.Server;

/// <summary>Answers over TCP (RFC 1035 §4.2.2, RFC 7766).</summary>
internal sealed class TcpServer(Responder responder, QueryMetrics metrics, ServerOptions options, TimeProvider clock, ILogger<TcpServer> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(100);
    private readonly ClientPlaces _places = new(options.MaxTcpConnections, options.MaxTcpPerClient);
    private readonly List<Socket> _listeners = [];

    /// <summary>Where it listens, once started; the first of several.</summary>
    public IPEndPoint? LocalEndPoint => (IPEndPoint?)_listeners.FirstOrDefault()?.LocalEndPoint;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in options.Endpoints)
        {
            var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _listeners.Add(listener);
            if (endpoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                listener.DualMode = false;
            }

            listener.Bind(endpoint);
            listener.Listen();
            log.TcpListens(listener.LocalEndPoint);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_listeners.Select(listener => AcceptAsync(listener, stoppingToken)));

    private async Task AcceptAsync(Socket listener, CancellationToken stopping)
    {
        var tally = metrics.Tally("tcp");
        var clients = new HashSet<Task>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(stopping);
                clients.RemoveWhere(static task => task.IsCompleted);
                clients.Add(AnswerAsync(client, tally, stopping));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (SocketException exception)
            {
                // Out of descriptors, most likely, which a pause may give back.
                log.AcceptFailed(exception);
                await Task.Delay(AfterFault, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(clients);
    }

    private async Task AnswerAsync(Socket client, QueryTally tally, CancellationToken stopping)
    {
        using var socket = client;
        if (socket.RemoteEndPoint is not IPEndPoint { Address: var address })
        {
            return;
        }

        if (!_places.TryTake(address, out var isFull))
        {
            TurnAway(address, isFull);
            return;
        }

        try
        {
            socket.NoDelay = true;
            await new TcpClient(socket, address.GetAddressBytes(), responder, tally, options.TcpIdle, clock).AnswerAllAsync(stopping);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, was silent for too long, or the server stops.
            log.ClientEnded(exception);
        }
        catch (Exception exception)
        {
            log.BatchFailed(exception);
        }
        finally
        {
            _places.Leave(address);
        }
    }

    private void TurnAway(IPAddress address, bool isFull)
    {
        if (isFull)
        {
            log.TooManyClients(options.MaxTcpConnections);
        }
        else
        {
            log.TooManyOfOne(address, options.MaxTcpPerClient);
        }
    }
}
