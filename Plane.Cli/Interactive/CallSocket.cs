using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plane.Contracts.Interactive;
using Plane.Contracts.Json;

namespace Plane.Cli.Interactive;

/// <summary>A connection that runs one call of the interactive API, in dialect 2 (docs/interactive-api.md).</summary>
internal sealed class CallSocket : IDisposable
{
    private const int BufferSize = 32 * 1024;
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _turn = new(1);

    private CallSocket(ClientWebSocket socket) => _socket = socket;

    /// <param name="token">Null: the controller's user name, if it has one.</param>
    /// <exception cref="CallRefusedException">The controller serves no such calls.</exception>
    /// <exception cref="HttpRequestException">Nothing answers there.</exception>
    public static async Task<CallSocket> OpenAsync(Uri controller, string? token, CancellationToken stop)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("pow-1");
        socket.Options.CollectHttpResponseDetails = true;
        if ((token ?? (controller.UserInfo.Length > 0 ? Uri.UnescapeDataString(controller.UserInfo) : null)) is { } shown)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {shown}");
        }

        try
        {
            await socket.ConnectAsync(AddressOf(controller), stop);
            return new CallSocket(socket);
        }
        catch (WebSocketException exception)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw status switch
            {
                0 => new HttpRequestException(exception.InnerException?.Message ?? exception.Message, exception),
                HttpStatusCode.NotImplemented => new CallRefusedException("The controller's interactive API is off: Plane:Api:Enabled switches it on, and ./run --api."),
                _ => new CallRefusedException($"The controller refuses the call with HTTP {(int)status}."),
            };
        }
    }

    public Task CallAsync(CallMessage call, CancellationToken token) => SendAsync(JsonSerializer.SerializeToUtf8Bytes(call, InteractiveJson.Default.CallMessage), WebSocketMessageType.Binary, token);

    public Task SignalAsync(SignalMessage signal, CancellationToken token) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(signal, InteractiveJson.Default.SignalMessage), WebSocketMessageType.Binary, token);

    /// <param name="text">UTF-8.</param>
    public Task TextAsync(ReadOnlyMemory<byte> text, CancellationToken token) => SendAsync(text, WebSocketMessageType.Text, token);

    /// <summary>Hands on the call's output until the call is over.</summary>
    /// <exception cref="HttpRequestException">The connection is lost.</exception>
    public async Task<PowOutcome> ReceiveAsync(Func<ReadOnlyMemory<byte>, Task> output)
    {
        using var final = new MemoryStream();
        var buffer = new byte[BufferSize];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Text)
                {
                    await output(buffer.AsMemory(0, received.Count));
                    continue;
                }

                final.Write(buffer, 0, received.Count);
                if (received.EndOfMessage)
                {
                    return Read(final.ToArray(), InteractiveJson.Default.PowOutcome);
                }
            }
        }
        catch (WebSocketException exception)
        {
            throw new HttpRequestException("the connection to the controller is lost", exception);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _turn.Dispose();
    }

    private static Uri AddressOf(Uri controller) => new UriBuilder(controller)
    {
        Scheme = controller.Scheme == "https" ? "wss" : "ws",
        UserName = "",
        Password = "",
        Query = "",
        Fragment = "",
        Path = controller.AbsolutePath.TrimEnd('/') + "/api/v1/ws/",
    }.Uri;

    private static T Read<T>(byte[] json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new HttpRequestException("what answers is no controller");
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException("what answers is no controller", exception);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            await _socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Whoever receives learns that the connection is lost, and says so.
            return;
        }
        finally
        {
            _turn.Release();
        }
    }
}
