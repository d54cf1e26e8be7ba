using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Plane.Dns.Server;

/// <summary>Answers over TCP (RFC 1035 §4.2.2, RFC 7766): messages with a length in front, as many on a connection as the client likes.</summary>
internal sealed class TcpServer(Responder responder, DnsOptions options, TimeProvider clock, ILogger<TcpServer> log) : BackgroundService
{
    private const int MaxMessage = 65535;
    private readonly SemaphoreSlim _places = new(options.MaxTcpConnections);
    private Socket? _socket;

    /// <summary>Where it listens, once started.</summary>
    public IPEndPoint? LocalEndPoint => (IPEndPoint?)_socket?.LocalEndPoint;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = options.Endpoint;
        _socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(endpoint);
        _socket.Listen();
        log.TcpListens(_socket.LocalEndPoint);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _socket?.Dispose();
        _places.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listener = _socket ?? throw new InvalidOperationException("The TCP socket is bound by StartAsync.");
        var clients = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(stoppingToken);
                clients.RemoveWhere(static task => task.IsCompleted);
                clients.Add(AnswerAsync(client, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (SocketException exception)
            {
                log.AcceptFailed(exception);
            }
        }

        await Task.WhenAll(clients);
    }

    private async Task AnswerAsync(Socket client, CancellationToken stopping)
    {
        using var socket = client;
        if (!await _places.WaitAsync(0, CancellationToken.None))
        {
            log.TooManyClients(options.MaxTcpConnections);
            return;
        }

        try
        {
            await using var stream = new NetworkStream(socket);
            await AnswerAllAsync(stream, stopping);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client left, was silent for too long, or the server stops.
            log.ClientEnded(exception);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task AnswerAllAsync(NetworkStream stream, CancellationToken stopping)
    {
        var input = new byte[MaxMessage];
        var output = new byte[2 + MaxMessage];
        while (true)
        {
            using var idle = new CancellationTokenSource(TimeSpan.FromSeconds(options.TcpIdleSeconds), clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, stopping);
            if (await stream.ReadAtLeastAsync(input.AsMemory(0, 2), 2, throwOnEndOfStream: false, either.Token) < 2)
            {
                return;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(input);
            await stream.ReadExactlyAsync(input.AsMemory(0, length), either.Token);
            var answered = responder.Respond(input.AsSpan(0, length), overTcp: true, output.AsSpan(2));
            if (answered == 0)
            {
                return;
            }

            BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)answered);
            await stream.WriteAsync(output.AsMemory(0, 2 + answered), either.Token);
        }
    }
}
