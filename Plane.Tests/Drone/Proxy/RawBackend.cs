using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A backend that answers bytes with bytes, for what servers would not let a test say.</summary>
internal sealed class RawBackend : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _received = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _running;

    /// <param name="answer">From everything that came over one connection to what is said then; null for nothing yet. After an answer the connection is closed.</param>
    public RawBackend(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Whether a connection goes on after an answer.</summary>
    public bool Stays { get; init; }

    /// <summary>With which answer over one connection it is closed all the same; that one may be empty.</summary>
    public int ClosesAfter { get; init; } = int.MaxValue;

    /// <summary>Whether what comes after the last answer is still read.</summary>
    public bool Drains { get; init; }

    public int Connections { get; private set; }

    /// <summary>Over all connections.</summary>
    public string Received
    {
        get
        {
            lock (_received)
            {
                return _received.ToString();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(open);
    }

    private async Task DrainAsync(Socket socket, NetworkStream stream, byte[] buffer)
    {
        if (Drains)
        {
            socket.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(buffer, _stop.Token) > 0)
            {
                // Nothing of it matters.
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var one = client;
        var text = new StringBuilder();
        var buffer = new byte[4096];
        var answers = 0;
        try
        {
            var stream = client.GetStream();
            while (await stream.ReadAsync(buffer, _stop.Token) is > 0 and var read)
            {
                var piece = Encoding.Latin1.GetString(buffer, 0, read);
                text.Append(piece);
                lock (_received)
                {
                    _received.Append(piece);
                }

                if (_answer(text.ToString()) is { } answer)
                {
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _stop.Token);
                    if (!Stays || ++answers == ClosesAfter)
                    {
                        await DrainAsync(client.Client, stream, buffer);
                        return;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The other side went away, or the test is over.
        }
    }
}
