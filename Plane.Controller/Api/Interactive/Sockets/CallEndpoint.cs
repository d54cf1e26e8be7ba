using System.Diagnostics;
using Plane.Controller.Api.Control;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Controller.Api.Interactive.Http;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Controller.Api.Interactive.Sockets;

/// <summary><c>GET /api/v1/ws/</c>: a WebSocket that runs one call.</summary>
internal sealed class CallEndpoint(OpenCalls open, Callers callers, CallRunner runner, PublicAddress address, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<CallSession> log)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task AnswerAsync(HttpContext context)
    {
        // It may hold a token.
        Activity.Current?.SetTag("url.query", null);
        if (!open.TryEnter())
        {
            context.Response.Headers.RetryAfter = "1";
            await InteractiveErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "too many calls are under way");
            return;
        }

        try
        {
            await (!context.WebSockets.IsWebSocketRequest ? InteractiveErrors.WriteAsync(context, StatusCodes.Status400BadRequest, "a WebSocket is expected here")
                : Dialects.Of(context.WebSockets.WebSocketRequestedProtocols) is { } dialect ? RunAsync(context, dialect)
                : InteractiveErrors.WriteAsync(context, StatusCodes.Status400BadRequest, $"the only sub-protocol is {Dialects.Pow1}"));
        }
        finally
        {
            open.Leave();
        }
    }

    private async Task RunAsync(HttpContext context, Dialect dialect)
    {
        // Frames that want no answer: a client that reads slowly would seem dead to a ping.
        var accept = new WebSocketAcceptContext { SubProtocol = Dialects.SubProtocolOf(dialect), KeepAliveInterval = KeepAlive };
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        using var session = new CallSession(socket, dialect, callers.OfSocket(context.Request), address.Of(context.Request), runner, clock, log);
        await session.RunAsync(lifetime.ApplicationStopping);
    }
}
