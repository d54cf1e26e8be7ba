using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A session backend on a free port that tells what it was sent, and can do what backends do: stream, take uploads, talk over a WebSocket.</summary>
internal sealed class EchoBackend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoBackend(WebApplication app) => _app = app;

    public IPEndPoint Address => new(IPAddress.Loopback, new Uri(_app.Urls.First()).Port);

    /// <summary>How many exchanges are under way in it.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Bytes that came to <c>/upload</c>.</summary>
    public long Received => Interlocked.Read(ref _received);

    private long _received;
    private readonly SemaphoreSlim _drops = new(0);
    private readonly PairedSockets _pairs = new();
    private int _busy;

    /// <summary>Sends a line to one client of <c>/drip</c>.</summary>
    public void Drop() => _drops.Release();

    /// <param name="protocols">HTTP/2 alone, or 1.1 alone: without TLS a program speaks one of them.</param>
    public static async Task<EchoBackend> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols);
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        });
        builder.Logging.ClearProviders();
        var backend = new EchoBackend(builder.Build());
        backend._app.UseWebSockets();
        backend._app.Run(backend.HandleAsync);
        await backend._app.StartAsync();
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _drops.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The other side went away; tests look at that from outside.
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/ws" => SpeakAsync(context),
        "/pair" => _pairs.TalkAsync(context),
        "/declined" => DeclineAsync(context),
        "/events" => StreamAsync(context),
        "/drip" => DripAsync(context),
        "/grpc" => CallAsync(context),
        "/echo" => RepeatAsync(context),
        "/return" => ReturnAsync(context),
        "/upload" => CountAsync(context),
        "/download" => SendAsync(context),
        "/cors" => AnswerAsync(context, 200, "access-control-allow-origin", "https://app.test"),
        "/empty" => AnswerAsync(context, 204, "x-left", "over"),
        "/unchanged" => AnswerAsync(context, 304, "etag", "\"1\""),
        "/forge" => AnswerAsync(context, 200, "x-plane-peer-answer", "1"),
        "/silent" => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
        _ => TellAsync(context),
    };

    private static Task AnswerAsync(HttpContext context, int status, string header, string value)
    {
        context.Response.StatusCode = status;
        context.Response.Headers[header] = value;
        context.Response.Headers.Server = "echo";
        return Task.CompletedTask;
    }

    private static Task TellAsync(HttpContext context)
    {
        var seen = new SeenRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString()),
            context.Connection.LocalPort);
        return context.Response.WriteAsync(JsonSerializer.Serialize(seen), context.RequestAborted);
    }

    private static async Task SpeakAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
        {
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    /// <summary>A gRPC method as it looks on the wire: messages with a length in front, and the outcome behind them in a trailer.</summary>
    private static async Task CallAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", context.Request.Headers.TE == "trailers" ? "0" : "13");
    }

    /// <summary>Each piece of the body at once, as it comes.</summary>
    private static async Task RepeatAsync(HttpContext context)
    {
        var buffer = new byte[16384];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <summary>All of the body, once it is all here.</summary>
    private static async Task ReturnAsync(HttpContext context)
    {
        using var all = new MemoryStream();
        await context.Request.Body.CopyToAsync(all, context.RequestAborted);
        all.Position = 0;
        await all.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static Task DeclineAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync("log in first", context.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: hello\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    }

    private async Task DripAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        while (true)
        {
            await context.Response.WriteAsync("drop\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await _drops.WaitAsync(context.RequestAborted);
        }
    }

    private async Task CountAsync(HttpContext context)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(65536);
        long total = 0;
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            total += read;
            Interlocked.Add(ref _received, read);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        await context.Response.WriteAsync($"{total}", context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context)
    {
        var left = long.Parse(context.Request.Query["bytes"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var chunk = new byte[65536];
        for (; left > 0; left -= chunk.Length)
        {
            await context.Response.Body.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), context.RequestAborted);
        }
    }
}
