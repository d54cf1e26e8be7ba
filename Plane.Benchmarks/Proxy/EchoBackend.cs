using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plane.Benchmarks.Proxy;

/// <summary>A session backend that echoes WebSocket messages: a program of its own, which a drone starts.</summary>
internal static class EchoBackend
{
    /// <summary>The first argument of this program that makes it one.</summary>
    public const string Verb = "proxy-echo";

    private const int LongestMessage = 125;

    public static async Task<int> RunAsync(CancellationToken token)
    {
        var port = int.Parse(Environment.GetEnvironmentVariable("PORT")!, CultureInfo.InvariantCulture);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.Run(static context => context.WebSockets.IsWebSocketRequest ? EchoAsync(context) : Task.CompletedTask);
        await File.WriteAllTextAsync(Path.Combine(Environment.GetEnvironmentVariable("DIRECTORY")!, "port-of-" + Environment.GetEnvironmentVariable("NAME")), port.ToString(CultureInfo.InvariantCulture), token);
        await app.RunAsync().WaitAsync(token);
        return 0;
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[LongestMessage];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
            {
                await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client has left without a word.
        }
    }
}
