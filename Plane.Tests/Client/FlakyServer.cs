using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plane.Tests.Client;

/// <summary>A server by hand: to each connection it sends exactly what it was told, then hangs up. The last turn is repeated.</summary>
internal sealed class FlakyServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Turn[] _turns;
    private readonly Task _accepting;

    public FlakyServer(params Turn[] turns)
    {
        _turns = turns;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Each request as it came, body included.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static Turn Answer(int status, string body, string contentType = "application/json", string headers = "") =>
        new(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Some Words\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}"));

    public static Turn Error(int status, string kind = "Other", string headers = "") =>
        Answer(status, $$"""{"id":"abcdefghijklmn","kind":"{{kind}}","message":"words"}""", headers: headers);

    /// <summary>Events of a stream that is cut, not ended.</summary>
    public static Turn Events(string text) =>
        new($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    /// <summary>Events of a stream that ends as it should.</summary>
    public static Turn WholeEvents(string text) => new(Events(text).Text + "0\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var work = new List<Task>();
        try
        {
            for (var at = 0; ; at++)
            {
                work.Add(ServeAsync(await _listener.AcceptSocketAsync(_ending.Token), _turns[Math.Min(at, _turns.Length - 1)]));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(work);
        }
    }

    private async Task ServeAsync(Socket socket, Turn turn)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        Requests.Enqueue(await RequestOfAsync(stream));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(turn.Text));
        if (turn.Stalls)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string> RequestOfAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                break;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))?["Content-Length: ".Length..] ?? "0";
        return end >= 0 && request.Length - end - 4 >= int.Parse(length, CultureInfo.InvariantCulture);
    }
}
