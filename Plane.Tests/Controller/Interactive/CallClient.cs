using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Plane.Tests.Controller.Interactive;

/// <summary>A client of the interactive API, spoken by hand.</summary>
public sealed class CallClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private CallClient(ClientWebSocket socket) => _socket = socket;

    public string? SubProtocol => _socket.SubProtocol;

    public static async Task<CallClient> ConnectAsync(Uri address, string? dialect, string? token)
    {
        var socket = new ClientWebSocket();
        if (dialect is not null)
        {
            socket.Options.AddSubProtocol(dialect);
        }

        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await socket.ConnectAsync(address, limit.Token);
        return new CallClient(socket);
    }

    public Task CallAsync(string name, params string[] parameters) => BinaryAsync(JsonSerializer.SerializeToUtf8Bytes(new { call = name, @params = parameters }));

    public Task SignalAsync(string signal) => BinaryAsync(JsonSerializer.SerializeToUtf8Bytes(new { signal }));

    public Task BinaryAsync(byte[] message) => _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None).WaitAsync(Limit);

    public Task TextAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).WaitAsync(Limit);

    /// <summary>Says goodbye, and goes on listening.</summary>
    public Task CloseAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Limit);

    /// <summary>Is gone, without a word.</summary>
    public void Drop() => _socket.Abort();

    /// <summary>The next message; a close has neither text nor bytes.</summary>
    public async Task<CallFrame> NextAsync()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(Limit);
            message.Write(_buffer, 0, received.Count);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await (_socket.State == WebSocketState.CloseReceived ? CloseAsync() : Task.CompletedTask);
                return new CallFrame(null, null);
            }

            if (received.EndOfMessage)
            {
                return received.MessageType == WebSocketMessageType.Text ? new CallFrame(Encoding.UTF8.GetString(message.ToArray()), null) : new CallFrame(null, message.ToArray());
            }
        }
    }

    public async Task<string> TextAsync()
    {
        var frame = await NextAsync();
        return frame.Text ?? throw new InvalidOperationException($"Text was to come, not {frame}.");
    }

    /// <summary>Everything up to the close, which has to come.</summary>
    public async Task<CallEnd> EndAsync()
    {
        var texts = new List<string>();
        var finals = new List<string>();
        while (await NextAsync() is { IsClose: false } frame)
        {
            if (frame.Text is { } text)
            {
                texts.Add(text);
            }
            else
            {
                finals.Add(Encoding.UTF8.GetString(frame.Bytes!));
            }
        }

        return new CallEnd(texts, finals, _socket.CloseStatus, _socket.CloseStatusDescription);
    }

    public void Dispose() => _socket.Dispose();
}

/// <param name="Text">Of a text message.</param>
/// <param name="Bytes">Of a binary one.</param>
public sealed record CallFrame(string? Text, byte[]? Bytes)
{
    public bool IsClose => Text is null && Bytes is null;

    public override string ToString() => Text ?? (Bytes is null ? "a close" : Encoding.UTF8.GetString(Bytes));
}

/// <param name="Texts">Output.</param>
/// <param name="Finals">Binary messages: one, if all is well.</param>
public sealed record CallEnd(IReadOnlyList<string> Texts, IReadOnlyList<string> Finals, WebSocketCloseStatus? Close, string? Reason)
{
    public string Final => Assert.Single(Finals);

    public JsonElement Json => JsonElement.Parse(Final);

    public string Output => string.Concat(Texts);
}
