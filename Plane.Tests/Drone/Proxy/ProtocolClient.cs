using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A client of one drone's proxy that speaks each protocol, and looks whether what came back is what such an exchange brings.</summary>
internal sealed class ProtocolClient(DroneUnderTest drone) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = drone.NewInvoker();

    /// <param name="address">Authority and path without what the protocol needs at the end; ends in a slash.</param>
    /// <returns>The status that was answered; 200 only where the whole exchange was as it should be.</returns>
    public async Task<int> AskAsync(Protocol protocol, string address)
    {
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        return protocol switch
        {
            Protocol.Http1 => await TellAsync(address, HttpVersion.Version11, limit.Token),
            Protocol.Http2 => await TellAsync(address, HttpVersion.Version20, limit.Token),
            Protocol.Events => await HearAsync(address, limit.Token),
            Protocol.WebSocket => await SpeakAsync(address, HttpVersion.Version11, limit.Token),
            Protocol.WebSocketOverHttp2 => await SpeakAsync(address, HttpVersion.Version20, limit.Token),
            _ => await CallAsync(address, limit.Token),
        };
    }

    public void Dispose() => _invoker.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string address, Version version) =>
        new(method, $"{(address.Contains("://", StringComparison.Ordinal) ? "" : "http://")}{address}") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private async Task<int> TellAsync(string address, Version version, CancellationToken token)
    {
        using var request = Request(HttpMethod.Post, address + "x?y", version);
        request.Content = new StringContent("body");
        using var response = await _invoker.SendAsync(request, token);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal("/x?y", (await ProxyScene.SeenAsync(response)).Target[^4..]);
        }

        Assert.Equal(version, response.Version);
        return (int)response.StatusCode;
    }

    private async Task<int> HearAsync(string address, CancellationToken token)
    {
        using var request = Request(HttpMethod.Get, address + "events", HttpVersion.Version11);
        using var response = await _invoker.SendAsync(request, token);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(token));
            Assert.Equal("data: hello", await reader.ReadLineAsync(token));
        }

        return (int)response.StatusCode;
    }

    private async Task<int> SpeakAsync(string address, Version version, CancellationToken token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = version;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{address}ws"), _invoker, token);
        }
        catch (WebSocketException)
        {
            return (int)socket.HttpStatusCode;
        }

        await ProxyScene.EchoAsync(socket);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, token);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        return 200;
    }

    private async Task<int> CallAsync(string address, CancellationToken token)
    {
        byte[] message = [0, 0, 0, 0, 3, 1, 2, 3];
        using var request = Request(HttpMethod.Post, address + "grpc", HttpVersion.Version20);
        request.Headers.TE.ParseAdd("trailers");
        request.Content = new ByteArrayContent(message) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } };
        using var response = await _invoker.SendAsync(request, token);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal(message, await response.Content.ReadAsByteArrayAsync(token));
            Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
        }

        return (int)response.StatusCode;
    }
}
