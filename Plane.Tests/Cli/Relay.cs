using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Plane.Tests.Cli;

/// <summary>A TCP relay before a server, whose connections can be cut.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly Task _accepting;

    public Relay(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Resets all connections there are; new ones are welcome.</summary>
    public void Cut()
    {
        while (_open.TryTake(out var socket))
        {
            socket.Close(timeout: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Cut();
        await _accepting;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var work = new List<Task>();
        try
        {
            while (true)
            {
                work.Add(ServeAsync(await _listener.AcceptSocketAsync(_ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(work);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await server.ConnectAsync(_server.Host, _server.Port, _ending.Token);
        _open.Add(client);
        _open.Add(server);
        await using var near = new NetworkStream(client, ownsSocket: true);
        await using var far = new NetworkStream(server, ownsSocket: true);
        await Task.WhenAny(near.CopyToAsync(far, _ending.Token), far.CopyToAsync(near, _ending.Token));
    }
}
