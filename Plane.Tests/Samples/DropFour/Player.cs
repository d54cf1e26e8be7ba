using System.Net.WebSockets;
using System.Text.Json;

namespace Plane.Tests.Samples.DropFour;

/// <summary>A browser tab, as far as the sample can tell.</summary>
internal sealed class Player : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private JsonElement? _arrival;

    private Player()
    {
    }

    public WebSocketCloseStatus? Closed => _socket.CloseStatus;

    public static Task<Player> ConnectAsync(DropFourProcess sample, string session, CancellationToken cancellationToken) =>
        ConnectAsync(sample.Client.BaseAddress!, session, cancellationToken);

    /// <summary>Returns once it is at the table: the connection is answered before, and whoever came next could overtake.</summary>
    /// <param name="page">Where the game's page is.</param>
    public static async Task<Player> ConnectAsync(Uri page, string session, CancellationToken cancellationToken)
    {
        var player = new Player();
        var url = new UriBuilder(new Uri(page, "ws")) { Scheme = "ws", Query = "session=" + session };
        await player._socket.ConnectAsync(url.Uri, cancellationToken);
        player._arrival = await player.ReceiveAsync(cancellationToken);
        return player;
    }

    public Task SayAsync(string json, CancellationToken cancellationToken) =>
        _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, cancellationToken);

    /// <summary>The first view for which the condition holds.</summary>
    public async Task<JsonElement> SeesAsync(Func<JsonElement, bool> condition, CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } view)
        {
            if (condition(view))
            {
                return view;
            }
        }

        throw new InvalidOperationException($"closed with {Closed} before it was seen");
    }

    /// <summary>Reads to the close frame and answers it.</summary>
    public async Task<WebSocketCloseStatus?> SeesEndAsync(CancellationToken cancellationToken)
    {
        while (await ReceiveAsync(cancellationToken) is not null)
        {
        }

        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (WebSocketException)
        {
            // Who closed does not wait for an answer for ever.
        }

        return Closed;
    }

    /// <summary>As a tab does that is closed.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement?> NextAsync(CancellationToken cancellationToken)
    {
        if (_arrival is { } arrival)
        {
            _arrival = null;
            return arrival;
        }

        return await ReceiveAsync(cancellationToken);
    }

    private async Task<JsonElement?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return JsonElement.Parse(buffer.AsSpan(0, length));
            }
        }
    }
}
