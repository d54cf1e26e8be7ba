using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Requests that come in at one drone for a backend of another.</summary>
public sealed class PeerTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    [PeerFact]
    public async Task Any_proxy_serves_any_backend_and_the_backend_cannot_tell_which()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var here = scene.Drone.NewClient();
        using var there = other.NewClient();

        var direct = await ProxyScene.SeenAsync(await here.GetAsync($"/{token}/a%2Fb?q"));
        using var response = await there.GetAsync($"/{token}/a%2Fb?q");
        var across = await ProxyScene.SeenAsync(response);

        Assert.Equal(direct.Target, across.Target);
        foreach (var trace in new[] { "traceparent", "tracestate", "baggage" })
        {
            direct.Headers.Remove(trace);
            across.Headers.Remove(trace);
        }

        Assert.Equal(direct.Headers.OrderBy(static header => header.Key, StringComparer.Ordinal), across.Headers.OrderBy(static header => header.Key, StringComparer.Ordinal));
        Assert.Equal(id.Value, Assert.Single(response.Headers.GetValues("x-plane-backend-id")));
        Assert.StartsWith("Plane/", response.Headers.Server.ToString(), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task The_hop_between_two_drones_is_in_the_clients_trace()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var source = new ActivitySource("Plane.Tests.Hop");
        var spans = new ConcurrentDictionary<ActivitySpanId, Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Microsoft.AspNetCore" or "System.Net.Http" or "Plane.Tests.Hop",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span => spans[span.SpanId] = span,
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = source.StartActivity("visit")!;
        using var client = other.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{await scene.ConnectAsync(id)}/") { Headers = { { "traceparent", caller.Id } } };

        var seen = ActivityContext.Parse((await ProxyScene.SeenAsync(await client.SendAsync(request))).Headers["traceparent"], null);

        // From what the backend was told up to the client: asked by one drone, which was asked by the other.
        List<string> way = [];
        for (var span = spans.GetValueOrDefault(seen.SpanId); span is not null && span != caller; span = spans.GetValueOrDefault(span.ParentSpanId))
        {
            way.Add(span.Kind.ToString());
        }

        Assert.Equal(caller.TraceId, seen.TraceId);
        Assert.Equal(["Client", "Server", "Client", "Server"], way.Take(4));
    }

    [PeerFact]
    public async Task Connections_count_on_the_drone_that_runs_the_backend()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var socket = await scene.SpeakAsync(other, $"/{await scene.ConnectAsync(id)}/ws");
        Assert.Equal(1, scene.Drone.Ledger.UseOf(id).Open);
        Assert.Equal(0, other.Ledger.UseOf(id).Open);
        var facts = Assert.Single(scene.Drone.Ledger.DetailOf(id, limit: 10).Oldest).Facts;
        Assert.Equal(("127.0.0.1", Plane.Drone.Routing.RouteKind.Peer), (facts.Peer, facts.Route));

        scene.Drone.Ledger.OrderClose(id);

        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[64], CancellationToken.None)).MessageType);
        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task A_process_without_the_agent_role_finds_its_own_drones_backends_through_the_peer_listener()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var proxyOnly = await scene.AddDroneAsync("dr-1", isAgent: false);
        await proxyOnly.KnowsAsync(scene.Drone);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var client = proxyOnly.NewClient();

        await ProxyScene.SeenAsync(await client.GetAsync($"/{await scene.ConnectAsync(id)}/"));
    }

    [PeerFact]
    public async Task What_the_other_drone_refuses_the_client_is_told_by_its_own_proxy()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var (sealedOff, silent) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.RunAsync(sealedOff);
        var backend = await scene.RunAsync(silent);
        scene.Drone.Ledger.Seal(sealedOff);
        await backend.DisposeAsync();
        using var client = other.NewClient();

        using var gone = await client.GetAsync($"/{await scene.ConnectAsync(sealedOff)}/");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.False(gone.Headers.Contains("x-plane-peer-answer"));
        Assert.Equal(sealedOff.Value, Assert.Single(gone.Headers.GetValues("x-plane-backend-id")));
        Assert.StartsWith("Plane/", gone.Headers.Server.ToString(), StringComparison.Ordinal);
        using var bad = await client.GetAsync($"/{await scene.ConnectAsync(silent)}/");
        Assert.Equal(HttpStatusCode.BadGateway, bad.StatusCode);
    }

    [PeerFact]
    public async Task A_backend_cannot_speak_in_its_drones_name()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var client = other.NewClient();

        using var response = await client.GetAsync($"/{await scene.ConnectAsync(id)}/forge");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [PeerFact]
    public async Task Only_the_clusters_proxies_come_in_by_the_peer_listener()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        var port = new Uri("http://" + scene.Drone.Open.PeerAddress).Port;
        var good = (await scene.SecretAsync()).PeerCredential();

        Task<string> AskAsync(string credential, string backend) => RawHttp.SendAsync(
            port, $"GET /x HTTP/1.1\r\nHost: h\r\n{credential}x-plane-peer-backend: {backend}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", await AskAsync("", id.Value), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await AskAsync("x-plane-peer-credential: guess\r\n", id.Value), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await AskAsync($"x-plane-peer-credential: {good}\r\nx-plane-peer-credential: {good}\r\n", id.Value), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 422 ", await AskAsync($"x-plane-peer-credential: {good}\r\n", "NO ID"), StringComparison.Ordinal);
        Assert.Equal(0, backend.Busy);
        var answer = await AskAsync($"x-plane-peer-credential: {good}\r\n", id.Value);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(good, answer, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_request_that_reached_the_wrong_drone_goes_no_further()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, BackendStatus.Ready);
        var port = new Uri("http://" + other.Open.PeerAddress).Port;
        await scene.WriteAsync(id, BackendStatus.Terminating);

        var answer = await RawHttp.SendAsync(
            port, $"GET / HTTP/1.1\r\nHost: h\r\nx-plane-peer-credential: {(await scene.SecretAsync()).PeerCredential()}\r\nx-plane-peer-backend: {id}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 410 ", answer, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_drone_that_cannot_be_reached_is_a_502()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var (away, unknown) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.WriteAsync(away, BackendStatus.Ready);
        await scene.WriteAsync(unknown, BackendStatus.Ready, static record => record with { Drone = DroneId.Parse("dr-nobody") });
        var nowhere = $"127.0.0.1:{FreePort.Tcp()}";
        await scene.Drone.AnnounceAsync(nowhere);
        await other.KnowsAsync(scene.Drone, nowhere);
        using var client = other.NewClient();

        using var refused = await client.GetAsync($"/{await scene.ConnectAsync(away)}/");
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        using var missing = await client.GetAsync($"/{await scene.ConnectAsync(unknown)}/");
        Assert.Equal(HttpStatusCode.BadGateway, missing.StatusCode);
        Assert.True(other.Get<LiveView<BackendRecord>>().Current.IsComplete);
    }

    private static async Task<DroneUnderTest> AddOtherAsync(ProxyScene scene)
    {
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        return other;
    }
}
