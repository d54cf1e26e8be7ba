using System.Net;
using System.Net.WebSockets;
using Peers;
using Plane.Domain.Identity;
using Plane.Drone.Routing;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What goes through the proxy goes through unchanged, and counts while it lasts.</summary>
public sealed class TrafficTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const long Large = 200L << 20;

    [PeerFact]
    public async Task A_web_socket_counts_while_it_is_open()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws");
        Assert.Equal(1, scene.Drone.Ledger.UseOf(id).Open);
        var facts = Assert.Single(scene.Drone.Ledger.DetailOf(id, limit: 10).Oldest).Facts;
        Assert.Equal(new ConnectionFacts("127.0.0.1", RouteKind.Token, "GET", "/ws", null), facts);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task A_web_socket_that_is_torn_off_does_not_count_any_more()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        var socket = await scene.SpeakAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws");
        socket.Abort();

        await scene.OpenIsAsync(id, 0);
        await Poll.UntilAsync(() => backend.Busy == 0, ProxyScene.Limit, "the backend's socket to end");
        socket.Dispose();
    }

    [PeerFact]
    public async Task An_order_to_close_ends_sockets_and_streams()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{token}/ws");
        using var client = scene.Drone.NewClient();
        using var stream = await client.GetAsync($"/{token}/events", HttpCompletionOption.ResponseHeadersRead);
        var unanswered = client.GetAsync($"/{token}/silent");
        await scene.OpenIsAsync(id, 3);

        scene.Drone.Ledger.OrderClose(id);

        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[64], CancellationToken.None)).MessageType);
        await Assert.ThrowsAnyAsync<Exception>(async () => await stream.Content.CopyToAsync(Stream.Null));
        Assert.Equal(HttpStatusCode.BadGateway, (await unanswered).StatusCode);
        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task Events_arrive_as_they_are_sent_and_count_until_the_client_leaves()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var client = scene.Drone.NewClient();
        using (var response = await client.GetAsync($"/{await scene.ConnectAsync(id)}/events", HttpCompletionOption.ResponseHeadersRead))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Equal("data: hello", await reader.ReadLineAsync().WaitAsync(ProxyScene.Limit));
            Assert.Equal(1, scene.Drone.Ledger.UseOf(id).Open);
        }

        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task A_declined_upgrade_keeps_its_answer()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var ask = $"GET /{await scene.ConnectAsync(id)}/declined HTTP/1.1\r\nHost: {scene.Cluster}\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

        var answer = await RawHttp.UntilAsync(scene.Drone.Open.ProxyPort!.Value, ask, "log in first");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task Large_bodies_stream_both_ways_in_bounded_memory()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var client = scene.Drone.NewClient();
        client.Timeout = TimeSpan.FromMinutes(2);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var body = new StreamContent(new ZeroStream(Large), 65536);
        using var uploaded = await client.PostAsync($"/{token}/upload", body);
        Assert.Equal($"{Large}", await uploaded.Content.ReadAsStringAsync());
        using var download = await client.GetAsync($"/{token}/download?bytes={Large}", HttpCompletionOption.ResponseHeadersRead);
        await using var sink = new CountingStream();
        await download.Content.CopyToAsync(sink);

        Assert.Equal(Large, sink.Length);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Large / 4);
    }

    [PeerFact]
    public async Task Path_query_and_header_bytes_go_through_as_they_came()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        const string Rest = "/a%2Fb/%41/%c3%a9/./../x//y;z=1?q=%20+%26&&=x?/%zz";
        var ask = $"GET /{await scene.ConnectAsync(id)}{Rest} HTTP/1.1\r\nHost: {scene.Cluster}\r\nX-Name: J\u00f6rg\r\nConnection: close\r\n\r\n";

        var answer = await RawHttp.SendAsync(scene.Drone.Open.ProxyPort!.Value, ask);

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        using var seen = System.Text.Json.JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)]);
        Assert.Equal(Rest, seen.RootElement.GetProperty("Target").GetString());
        Assert.Equal("J\u00f6rg", seen.RootElement.GetProperty("Headers").GetProperty("x-name").GetString());
    }

    [PeerFact]
    public async Task Answers_without_a_body_pass()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var client = scene.Drone.NewClient();

        using var empty = await client.GetAsync($"/{token}/empty");
        Assert.Equal(HttpStatusCode.NoContent, empty.StatusCode);
        Assert.Equal("over", Assert.Single(empty.Headers.GetValues("x-left")));
        using var unchanged = await client.GetAsync($"/{token}/unchanged");
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/{token}/download?bytes=5"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(HttpMethod.Options.Method, (await ProxyScene.SeenAsync(await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, $"/{token}/")))).Method);
    }

    [PeerFact]
    public async Task What_the_backend_says_about_origins_is_all_that_is_said()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var client = scene.Drone.NewClient();

        using var response = await client.GetAsync($"/{await scene.ConnectAsync(id)}/cors");

        Assert.Equal("https://app.test", Assert.Single(response.Headers.GetValues("access-control-allow-origin")));
        Assert.False(response.Headers.Contains("access-control-allow-methods"));
        Assert.StartsWith("Plane/", response.Headers.Server.ToString(), StringComparison.Ordinal);
    }
}
