using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Peers;

/// <summary>Stands between a client and a server and can fall silent, as a network does that lost its way: connections open, nothing arrives.</summary>
/// <param name="open">Makes a socket that is connected to the server.</param>
public sealed class TcpRelay(Func<CancellationToken, Task<Socket>> open) : IAsyncDisposable
{
    private readonly TcpListener _listener = Listen();
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, bool> _sockets = new();
    private TaskCompletionSource _flowing = Flowing();
    private Refusal? _refusal;
    private Task? _accepting;

    /// <summary>Of the client's side, on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A relay in front of a loopback port.</summary>
    public static TcpRelay To(int port) => new TcpRelay(async cancellation =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return socket;
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }).Begin();

    /// <summary>Starts to take connections.</summary>
    public TcpRelay Begin()
    {
        _accepting ??= AcceptAsync();
        return this;
    }

    /// <summary>From now on nothing arrives on either side.</summary>
    public void Freeze()
    {
        if (_flowing.Task.IsCompleted)
        {
            Volatile.Write(ref _flowing, NewSignal());
        }
    }

    /// <summary>What was said meanwhile arrives now.</summary>
    public void Thaw() => Volatile.Read(ref _flowing).TrySetResult();

    /// <summary>
    /// From now on what a client says that holds this text, with all of it in one piece, does not arrive, and its connection breaks: so often, then no more.
    /// </summary>
    public void Refuse(string text, int times) => Volatile.Write(ref _refusal, new Refusal(Encoding.ASCII.GetBytes(text), times));

    /// <summary>How often that has happened.</summary>
    public int Refused => Volatile.Read(ref _refusal)?.Count ?? 0;

    /// <summary>Breaks all connections; new ones work.</summary>
    public void Break()
    {
        foreach (var socket in _sockets.Keys)
        {
            Close(socket);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Break();
        await (_accepting ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Flowing()
    {
        var signal = NewSignal();
        signal.SetResult();
        return signal;
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_end.Token);
            _sockets[client] = true;
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            await Volatile.Read(ref _flowing).Task.WaitAsync(_end.Token);
            var server = await open(_end.Token);
            _sockets[server] = true;
            _ = PumpAsync(client, server, isAsking: true);
            await PumpAsync(server, client, isAsking: false);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server is not there: the client learns it as it would without a relay.
            Close(client);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAsking)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is var read and > 0)
            {
                await Volatile.Read(ref _flowing).Task.WaitAsync(_end.Token);
                if (isAsking && Volatile.Read(ref _refusal) is { } refusal && refusal.Takes(buffer.AsSpan(0, read)))
                {
                    break;
                }

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
            Close(from);
            Close(to);
        }
    }

    private void Close(Socket socket)
    {
        _sockets.TryRemove(socket, out _);
        socket.Dispose();
    }

    private sealed class Refusal(byte[] text, int times)
    {
        private int _seen;

        public int Count => Math.Min(Volatile.Read(ref _seen), times);

        public bool Takes(ReadOnlySpan<byte> said) => said.IndexOf(text) >= 0 && Interlocked.Increment(ref _seen) <= times;
    }
}
