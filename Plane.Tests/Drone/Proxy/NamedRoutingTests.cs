using System.Collections.Immutable;
using System.Net;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Routing;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Ways to a backend besides its token and its own host name: its id in the path, domains of its own, further ports. And where the rest goes.</summary>
public sealed class NamedRoutingTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const string Proxy = "Plane:Drone:Proxy:";

    [PeerFact]
    public async Task A_path_names_a_backend_under_any_host_and_is_cut_off()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Proxy + "PathRouting"] = "true" });
        var (open, closed) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.RunAsync(open, with: static record => record with { HostRouting = true });
        await scene.RunAsync(closed);
        using var client = scene.Drone.NewClient();

        var seen = await ProxyScene.SeenAsync(await client.GetAsync($"http://somewhere.test/_plane_backend={open}/a%2Fb?q"));

        Assert.Equal(("/a%2Fb?q", $"/_plane_backend={open}/a%2Fb", "somewhere.test"), (seen.Target, seen.Headers["x-verified-path"], seen.Headers["host"]));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, $"/_plane_backend={closed}/"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "/_plane_backend=nobody/"));
    }

    [PeerFact]
    public async Task Without_the_option_such_a_path_is_the_backends_own()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true });
        using var client = scene.Drone.NewClient();

        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(client, $"/_plane_backend={id}/"));
        Assert.Equal($"/_plane_backend={id}/", (await ProxyScene.SeenAsync(await client.GetAsync($"http://{id}.{scene.Cluster}/_plane_backend={id}/"))).Target);
    }

    [PeerFact]
    public async Task A_domain_leads_to_the_backend_that_lives_for_its_id_its_key_or_its_service()
    {
        var (byId, first, second, service) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System), BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await using var scene = await ProxyScene.NewAsync(fixture, Domains(
            new() { ["Name"] = "app.example", ["Backend"] = byId.Value },
            new() { ["Name"] = "doc.example:8443", ["Key"] = "doc-1", ["KeyNamespace"] = "docs" },
            new() { ["Name"] = "board.example", ["Service"] = "board" }));
        await scene.RunAsync(byId, with: static record => record with { HostRouting = true });
        await scene.RunAsync(first, with: static record => record with { HostRouting = true, KeyNamespace = "docs", KeyName = "doc-1" });
        await scene.RunAsync(service, with: static record => record with { HostRouting = true, Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("service", "board") });
        using var client = scene.Drone.NewClient();

        Assert.Equal(byId.Value, await ServedByAsync(client, "http://App.example/x"));
        Assert.Equal(first.Value, await ServedByAsync(client, "http://doc.example:8443/"));
        Assert.Equal(service.Value, await ServedByAsync(client, "http://board.example/ready"));

        // The key's next backend takes over, whatever was remembered of the one before.
        await scene.WriteAsync(first, BackendStatus.Terminated, static record => record with { KeyNamespace = "docs", KeyName = "doc-1" });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "http://doc.example:8443/"));
        await scene.RunAsync(second, with: static record => record with { HostRouting = true, KeyNamespace = "docs", KeyName = "doc-1" });
        Assert.Equal(second.Value, await ServedByAsync(client, "http://doc.example:8443/"));
    }

    [PeerFact]
    public async Task A_domain_takes_the_tokens_of_its_own_backend_alone_and_opens_nothing()
    {
        var (own, other) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await using var scene = await ProxyScene.NewAsync(fixture, Domains(new Dictionary<string, string> { ["Name"] = "app.example", ["Backend"] = own.Value }));
        await scene.RunAsync(own);
        await scene.RunAsync(other);
        using var client = scene.Drone.NewClient();

        Assert.Equal(own.Value, await ServedByAsync(client, $"http://app.example/{await scene.ConnectAsync(own)}/"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, $"http://app.example/{await scene.ConnectAsync(other)}/"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "http://app.example/"));
    }

    [PeerFact]
    public async Task A_further_port_is_reached_by_its_number_directly_and_through_another_drone()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, Domains(new Dictionary<string, string> { ["Name"] = "admin.example", ["Backend"] = "two-doors", ["Port"] = "8081" }));
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        var id = BackendId.Parse("two-doors");
        var main = await scene.StartProgramAsync();
        var further = await scene.StartProgramAsync();
        scene.Drone.Routes.Open(new Route(id, main.Address, "c1") { Ports = ImmutableDictionary<int, IPEndPoint>.Empty.Add(8081, further.Address) });
        await scene.WriteAsync(id, BackendStatus.Ready, static record => record with { HostRouting = true, Ports = [8080, 8081] });
        var token = await scene.ConnectAsync(id);

        foreach (var drone in new[] { scene.Drone, other })
        {
            using var client = drone.NewClient();
            foreach (var (url, expected) in new[]
            {
                ($"http://{id}.{scene.Cluster}/", main), ($"http://8080-{id}.{scene.Cluster}/", main), ($"http://8081-{id}.{scene.Cluster}/", further),
                ($"http://{scene.Cluster}/{token}/", main), ($"http://8081-{id}.{scene.Cluster}/{token}/", further),
            })
            {
                var seen = await ProxyScene.SeenAsync(await client.GetAsync(url));
                Assert.True(seen.Port == expected.Address.Port, $"{url} by {drone.Identity.Drone} went to port {seen.Port}");
            }

            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"http://9000-{id}.{scene.Cluster}/"));
        }

        using var here = scene.Drone.NewClient();
        Assert.Equal(further.Address.Port, (await ProxyScene.SeenAsync(await here.GetAsync("http://admin.example/"))).Port);
    }

    [PeerFact]
    public async Task Names_below_the_cluster_that_no_backend_has_go_where_the_configuration_says()
    {
        await using var elsewhere = await EchoBackend.StartAsync();
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Proxy + "Passthrough"] = elsewhere.Address.ToString() });
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true });
        using var client = scene.Drone.NewClient();

        foreach (var name in new[] { "www", "a.b", "under_score" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{name}.{scene.Cluster}/ready?q") { Headers = { { "x-verified-username", "root" } } };
            var seen = await ProxyScene.SeenAsync(await client.SendAsync(request));
            Assert.Equal(("/ready?q", $"{name}.{scene.Cluster}", elsewhere.Address.Port), (seen.Target, seen.Headers["host"], seen.Port));
            Assert.Equal(("127.0.0.1", false), (seen.Headers["x-forwarded-for"], seen.Headers.ContainsKey("x-verified-username")));
        }

        Assert.NotEqual(elsewhere.Address.Port, (await ProxyScene.SeenAsync(await client.GetAsync($"http://{id}.{scene.Cluster}/"))).Port);
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(client, "/unknown"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/ready"));
    }

    private static Dictionary<string, string?> Domains(params Dictionary<string, string>[] domains) => domains
        .SelectMany(static (domain, at) => domain.Select(pair => KeyValuePair.Create($"{Proxy}Hosts:{at}:{pair.Key}", (string?)pair.Value)))
        .ToDictionary(StringComparer.Ordinal);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string url)
    {
        using var response = await client.GetAsync(url);
        return response.StatusCode;
    }

    private static async Task<string> ServedByAsync(HttpClient client, string url)
    {
        using var response = await client.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Assert.Single(response.Headers.GetValues("x-plane-backend-id"));
    }
}
