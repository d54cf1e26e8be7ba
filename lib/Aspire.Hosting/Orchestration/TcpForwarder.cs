using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Listens on a port of this machine and passes connections on to the replicas' ports in turn.</summary>
internal sealed class TcpForwarder(int port, int[] targets) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpListener> _listeners = [];
    private readonly List<Task> _loops = [];
    private int _next = -1;

    public void Start()
    {
        foreach (var address in (IPAddress[])[IPAddress.Loopback, .. Socket.OSSupportsIPv6 ? [IPAddress.IPv6Loopback] : Array.Empty<IPAddress>()])
        {
            var listener = new TcpListener(address, port);
            listener.Start();
            _listeners.Add(listener);
            _loops.Add(AcceptAsync(listener, _stop.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listeners.ForEach(l => l.Dispose());
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var client = await listener.AcceptSocketAsync(cancellationToken);
            _ = ForwardAsync(client, cancellationToken);
        }
    }

    private async Task ForwardAsync(Socket client, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using (client)
        {
            using var server = await ConnectAsync(cancellationToken);
            if (server is null)
            {
                return; // no replica answers: closing is what a client would have seen without us
            }

            await using var near = new NetworkStream(client);
            await using var far = new NetworkStream(server);
            await Task.WhenAll(PumpAsync(near, far, server, cancellationToken), PumpAsync(far, near, client, cancellationToken));
        }
    }

    private async Task<Socket?> ConnectAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < targets.Length; attempt++)
        {
            var target = targets[(int)((uint)Interlocked.Increment(ref _next) % targets.Length)];
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("localhost", target, cancellationToken);
                return socket;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Socket toSocket, CancellationToken cancellationToken)
    {
        try
        {
            await from.CopyToAsync(to, cancellationToken);
            toSocket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            toSocket.Dispose(); // one side broke off: so does the other
        }
    }
}
