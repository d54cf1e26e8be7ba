using System.Net;
using System.Net.Http.Headers;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Which request reaches which backend, as whom, and what the others are told.</summary>
public sealed class RoutingTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private static readonly BackendId Backend = BackendId.Parse("b1");

    [PeerFact]
    public async Task A_token_leads_to_its_backend_which_is_told_who_comes()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id, auth: """{"b":1,"a":"ü"}""");
        using var client = scene.Drone.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{token}/x?y=1");
        request.Headers.Add("X-Verified-Username", "root");
        request.Headers.Add("X_Verified_Secret", "guess");
        request.Headers.Add("x-plane-peer-backend", "other");
        request.Headers.Add("x-forwarded-for", "6.6.6.6");
        request.Headers.Add("x-custom", "kept");

        using var response = await client.SendAsync(request);

        var seen = await ProxyScene.SeenAsync(response);
        Assert.Equal("/x?y=1", seen.Target);
        Assert.Equal("alice", seen.Headers["x-verified-username"]);
        Assert.Equal("""{"a":"\u00FC","b":1}""", seen.Headers["x-verified-user-data"]);
        Assert.Equal($"/{token}/x", seen.Headers["x-verified-path"]);
        Assert.Equal(id.Value, seen.Headers["x-verified-backend"]);
        Assert.Equal("the-secret", seen.Headers["x-verified-secret"]);
        Assert.Equal("127.0.0.1", seen.Headers["x-forwarded-for"]);
        Assert.Equal("http", seen.Headers["x-forwarded-proto"]);
        Assert.Equal(scene.Cluster.Value, seen.Headers["host"]);
        Assert.Equal("kept", seen.Headers["x-custom"]);
        Assert.DoesNotContain("x_verified_secret", seen.Headers.Keys);
        Assert.DoesNotContain("x-plane-peer-backend", seen.Headers.Keys);
        Assert.Equal(id.Value, Assert.Single(response.Headers.GetValues("x-plane-backend-id")));
        Assert.StartsWith("Plane/", response.Headers.Server.ToString(), StringComparison.Ordinal);
        Assert.Equal("*, Authorization", Assert.Single(response.Headers.GetValues("access-control-allow-headers")));
    }

    [PeerFact]
    public async Task A_static_token_keeps_the_path_and_verifies_nobody()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var token = (await scene.SecretAsync()).StaticTokenOf(id);
        await scene.RunAsync(id, with: record => record with { StaticTokenHash = token.Hash });
        using var client = scene.Drone.NewClient();

        var seen = await ProxyScene.SeenAsync(await client.GetAsync($"/{token.Value}/x"));

        Assert.Equal($"/{token.Value}/x", seen.Target);
        Assert.Equal("", seen.Headers["x-verified-secret"]);
        Assert.DoesNotContain("x-verified-username", seen.Headers.Keys);
        Assert.DoesNotContain("x-verified-user-data", seen.Headers.Keys);
    }

    [PeerFact]
    public async Task Who_has_no_right_is_told_so()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var (closed, sub) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.RunAsync(closed);
        await scene.RunAsync(sub, with: static record => record with { Subdomain = "team" });
        var (token, subToken) = (await scene.ConnectAsync(closed), await scene.ConnectAsync(sub));
        var madeUp = ClusterSecret.New(Entropy.System);

        var expected = new Dictionary<string, HttpStatusCode>
        {
            [$"http://{scene.Cluster}/"] = HttpStatusCode.BadRequest,
            [$"http://{scene.Cluster}/ready"] = HttpStatusCode.OK,
            [$"http://{scene.Cluster}/unknown"] = HttpStatusCode.Gone,
            [$"http://{scene.Cluster}/{madeUp.NewConnectionToken(Entropy.System).Value}/"] = HttpStatusCode.Gone,
            [$"http://{scene.Cluster}/{(await scene.SecretAsync()).NewConnectionToken(Entropy.System).Value}/"] = HttpStatusCode.Gone,
            [$"http://{scene.Cluster}/{madeUp.StaticTokenOf(closed).Value}/"] = HttpStatusCode.Gone,
            [$"http://any.{scene.Cluster}/{token}/"] = HttpStatusCode.OK,
            [$"http://foreign.test/{token}/"] = HttpStatusCode.Forbidden,
            [$"http://{scene.Cluster}/{subToken}/"] = HttpStatusCode.Forbidden,
            [$"http://team.{scene.Cluster}/{subToken}/"] = HttpStatusCode.OK,
            [$"http://{closed}.{scene.Cluster}/"] = HttpStatusCode.Forbidden,
            [$"http://nobody.{scene.Cluster}/"] = HttpStatusCode.NotFound,
        };
        using var client = scene.Drone.NewClient();
        foreach (var (url, status) in expected)
        {
            using var response = await client.GetAsync(url);
            Assert.True(status == response.StatusCode, $"{url} was answered {response.StatusCode}, not {status}");
            Assert.StartsWith("Plane/", response.Headers.Server.ToString(), StringComparison.Ordinal);
            Assert.Equal("*", Assert.Single(response.Headers.GetValues("access-control-allow-origin")));
        }
    }

    [PeerFact]
    public async Task A_backend_open_by_host_is_reached_without_a_token_on_every_path()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true });
        var deadToken = (await scene.SecretAsync()).NewConnectionToken(Entropy.System).Value;
        using var client = scene.Drone.NewClient();

        foreach (var path in new[] { "/", "/ready", "/a/b?c", "/" + deadToken + "/x" })
        {
            Assert.Equal(path, (await ProxyScene.SeenAsync(await client.GetAsync($"http://{id}.{scene.Cluster}{path}"))).Target);
        }
    }

    [PeerFact]
    public async Task A_bearer_token_is_asked_for_where_the_backend_wants_one()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true, RequiresBearerToken = true });
        var bearer = (await scene.SecretAsync()).BearerTokenOf(id);
        using var client = scene.Drone.NewClient();

        async Task<HttpStatusCode> WithAsync(AuthenticationHeaderValue? authorization)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{id}.{scene.Cluster}/");
            request.Headers.Authorization = authorization;
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await WithAsync(new("Bearer", bearer + "x")));
        Assert.Equal(HttpStatusCode.Forbidden, await WithAsync(new("Basic", bearer)));
        Assert.Equal(HttpStatusCode.OK, await WithAsync(new("Bearer", bearer)));
    }

    [PeerFact]
    public async Task An_alias_counts_as_the_cluster_and_the_root_can_be_sent_elsewhere()
    {
        await using var scene = await ProxyScene.NewAsync(
            fixture,
            new Dictionary<string, string?> { ["Plane:Drone:Proxy:Aliases:0"] = "localhost:9092", ["Plane:Drone:Proxy:RootRedirectUrl"] = "https://docs.test/" });
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true });
        using var client = scene.Drone.NewClient();

        await ProxyScene.SeenAsync(await client.GetAsync($"http://{id}.localhost:9092/"));
        await ProxyScene.SeenAsync(await client.GetAsync($"http://LOCALHOST:9092/{await scene.ConnectAsync(id)}/"));
        using var root = await client.GetAsync("http://localhost:9092/");
        Assert.Equal(HttpStatusCode.MovedPermanently, root.StatusCode);
        Assert.Equal("https://docs.test/", root.Headers.Location!.ToString());
    }

    [PeerFact]
    public async Task Each_listener_serves_its_own_and_nothing_else()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var ask = $"GET /health HTTP/1.1\r\nHost: {scene.Cluster}\r\nConnection: close\r\n\r\n";

        Assert.StartsWith("HTTP/1.1 410 ", await RawHttp.SendAsync(scene.Drone.Open.ProxyPort!.Value, ask), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await RawHttp.SendAsync(new Uri("http://" + scene.Drone.Open.PeerAddress).Port, ask), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await RawHttp.SendAsync(scene.Drone.InternalPort, ask), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Without_the_agent_role_there_is_no_peer_listener()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var proxyOnly = await scene.AddDroneAsync("dr-2", isAgent: false);

        Assert.Null(proxyOnly.Open.PeerAddress);
        Assert.NotNull(proxyOnly.Open.ProxyPort);
    }

    [PeerFact]
    public async Task An_answer_of_the_proxys_own_takes_the_form_the_client_asks_for()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        await scene.WriteAsync(Backend, BackendStatus.Terminated);
        using var client = scene.Drone.NewClient();
        using var plain = await client.GetAsync("/unknown");
        Assert.Equal("", await plain.Content.ReadAsStringAsync());

        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await client.GetAsync($"/{await scene.ConnectAsync(Backend)}/");
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
        Assert.Contains("The backend has ended.", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Backend.Value, Assert.Single(page.Headers.GetValues("x-plane-backend-id")));
    }
}
