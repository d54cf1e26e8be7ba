using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Plane.Benchmarks.Proxy;

/// <summary>WebSockets through a proxy, each of which has said two bytes, heard them again and is silent since.</summary>
internal sealed class OpenSockets : IDisposable
{
    private const int AtOnce = 32;
    private static readonly byte[] Message = "hi"u8.ToArray();
    private readonly ClientWebSocket[] _sockets;
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = static async (context, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private OpenSockets(int count) => _sockets = [.. Enumerable.Range(0, count).Select(static _ => new ClientWebSocket { Options = { KeepAliveInterval = Timeout.InfiniteTimeSpan } })];

    public static async Task<OpenSockets> OpenAsync(int count, int port, string path, CancellationToken token)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://localhost:{port}{path}"));
        var sockets = new OpenSockets(count);
        try
        {
            await Parallel.ForEachAsync(sockets._sockets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (socket, cancelled) => await sockets.SpeakAsync(socket, url, cancelled));
            return sockets;
        }
        catch (Exception)
        {
            sockets.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
        {
            socket.Abort();
            socket.Dispose();
        }

        _invoker.Dispose();
    }

    private async Task SpeakAsync(ClientWebSocket socket, Uri url, CancellationToken token)
    {
        await socket.ConnectAsync(url, _invoker, token);
        await socket.SendAsync(Message, WebSocketMessageType.Text, endOfMessage: true, token);
        var answer = new byte[Message.Length];
        var received = await socket.ReceiveAsync(answer, token);
        if (!answer.AsSpan(0, received.Count).SequenceEqual(Message))
        {
            throw new InvalidOperationException($"{url} does not echo.");
        }
    }
}
