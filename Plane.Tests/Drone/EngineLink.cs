using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Peers;

namespace Plane.Tests.Drone;

/// <summary>A relay in front of the Docker Engine that can fall silent: connections open, and nothing is answered any more.</summary>
internal sealed class EngineLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private TaskCompletionSource _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EngineLink()
    {
        _flowing.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>As <c>DOCKER_HOST</c> wants it.</summary>
    public string Address => $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Freeze() => Volatile.Write(ref _flowing, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>What was said meanwhile arrives now.</summary>
    public void Thaw() => _flowing.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_sockets.TryTake(out var socket))
        {
            socket.Dispose();
        }

        _end.Dispose();
    }

    private static Socket NewEngineSocket(out EndPoint engine)
    {
        if (DockerEngine.Endpoint.Scheme == "unix")
        {
            engine = new UnixDomainSocketEndPoint(DockerEngine.Endpoint.AbsolutePath);
            return new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        }

        engine = new DnsEndPoint(DockerEngine.Endpoint.Host, DockerEngine.Endpoint.Port);
        return new Socket(SocketType.Stream, ProtocolType.Tcp);
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_end.Token);
            var engine = NewEngineSocket(out var address);
            _sockets.Add(client);
            _sockets.Add(engine);
            await engine.ConnectAsync(address, _end.Token);
            _ = PumpAsync(client, engine);
            _ = PumpAsync(engine, client);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is var read and > 0)
            {
                await Volatile.Read(ref _flowing).Task.WaitAsync(_end.Token);
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone; the other learns it below.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
