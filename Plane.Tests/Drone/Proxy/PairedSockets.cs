using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What two players' sockets do in a session: of two that name the same room, each hears what the other one says.</summary>
internal sealed class PairedSockets
{
    private readonly ConcurrentDictionary<(string Room, string Seat), TaskCompletionSource<WebSocket>> _seats = new();

    /// <summary>Query <c>room</c> and <c>seat</c>, the latter 0 or 1.</summary>
    public async Task TalkAsync(HttpContext context)
    {
        var (room, seat) = (context.Request.Query["room"].ToString(), context.Request.Query["seat"].ToString());
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        SeatOf(room, seat).SetResult(socket);
        var other = await SeatOf(room, seat == "0" ? "1" : "0").Task.WaitAsync(context.RequestAborted);
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
        {
            await other.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private TaskCompletionSource<WebSocket> SeatOf(string room, string seat) => _seats.GetOrAdd((room, seat), static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
