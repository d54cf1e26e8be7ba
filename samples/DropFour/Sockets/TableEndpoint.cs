using System.Net.WebSockets;
using System.Text.Json;
using DropFour.Table;

namespace DropFour.Sockets;

/// <summary>One WebSocket at the table, from upgrade to close.</summary>
internal sealed class TableEndpoint(TableHost table, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int MaxRequestBytes = 1024;
    private const int MaxSessionLength = 64;

    /// <summary>Not to be tried again by the page: its session is open in another tab.</summary>
    private const WebSocketCloseStatus Replaced = (WebSocketCloseStatus)4001;

    /// <summary>A stopping process waits no longer than this for browsers to say goodbye.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(300);

    public async Task ServeAsync(HttpContext context)
    {
        var session = context.Request.Query["session"].ToString();
        if (!context.WebSockets.IsWebSocketRequest || session.Length is 0 or > MaxSessionLength)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var visitor = new Visitor(session);
        table.Arrive(visitor);
        try
        {
            await TalkAsync(socket, visitor);
        }
        finally
        {
            table.Leave(visitor);
        }
    }

    private async Task TalkAsync(WebSocket socket, Visitor visitor)
    {
        using var cancelSending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var sending = SendAsync(socket, visitor, cancelSending.Token);
        var receiving = ReceiveAsync(socket, visitor);
        await Task.WhenAny(sending, receiving);
        await cancelSending.CancelAsync();
        await sending;
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var patience = new CancellationTokenSource(Goodbye, time);
            await socket.CloseOutputAsync(Reason(receiving), null, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await receiving.WaitAsync(Goodbye, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        socket.Abort();
        await receiving;
    }

    private WebSocketCloseStatus Reason(Task receiving) =>
        lifetime.ApplicationStopping.IsCancellationRequested ? WebSocketCloseStatus.EndpointUnavailable
        : receiving.IsCompleted ? WebSocketCloseStatus.NormalClosure
        : Replaced;

    /// <summary>Ends when the visitor was replaced, the process stops or the connection is gone; throws for none of these.</summary>
    private static async Task SendAsync(WebSocket socket, Visitor visitor, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var view in visitor.Views.ReadAllAsync(cancellationToken))
            {
                // Not cancelled half-way: that would break the connection which is still to say goodbye.
                await socket.SendAsync(view, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            return;
        }
    }

    /// <summary>Ends when the browser closes or is gone, says something that is not ours, or too much.</summary>
    private async Task ReceiveAsync(WebSocket socket, Visitor visitor)
    {
        var buffer = new byte[MaxRequestBytes];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType != WebSocketMessageType.Text || !received.EndOfMessage)
                {
                    return;
                }

                if (Parse(buffer.AsSpan(0, received.Count)) is { } request)
                {
                    table.Hear(visitor, request);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            return;
        }
    }

    /// <summary>Null for what is not JSON of ours.</summary>
    private static PlayerRequest? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TableJson.Default.PlayerRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
