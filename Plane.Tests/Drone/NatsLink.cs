using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plane.Tests.Drone;

/// <summary>A TCP relay in front of a nats-server that can lose what the server says, and can be cut.</summary>
internal sealed class NatsLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly int _server;
    private readonly Task _accepting;
    private volatile bool _deaf;
    private volatile string? _lost;
    private volatile bool _closed;

    public NatsLink(int serverPort)
    {
        _server = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"nats://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>From now on the server hears everything and nobody hears the server.</summary>
    public void Deafen() => _deaf = true;

    /// <summary>The same from the server's next word that holds this text, with which it begins.</summary>
    public void DeafenFrom(string text) => _lost = text;

    /// <summary>Breaks all connections; new ones work.</summary>
    public void Cut()
    {
        (_deaf, _lost) = (false, null);
        while (_clients.TryTake(out var client))
        {
            client.Dispose();
        }
    }

    /// <summary>Breaks all connections and refuses new ones.</summary>
    public void Close()
    {
        _closed = true;
        Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            if (_closed)
            {
                client.Dispose();
                continue;
            }

            var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            _clients.Add(client);
            _clients.Add(server);
            _ = PumpAsync(client, server, mayBeLost: false);
            _ = PumpAsync(server, client, mayBeLost: true);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool mayBeLost)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is var read and > 0)
            {
                if (mayBeLost && _lost is { } text && buffer.AsSpan(0, read).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
                {
                    _deaf = true;
                }

                if (!mayBeLost || !_deaf)
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
