using System.Net;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Routing;
using Plane.State.Backends;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What happens to requests for backends that are on their way, and for those that were.</summary>
public sealed class HoldingTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    [PeerFact]
    public async Task A_request_waits_through_every_phase_and_is_answered_once_the_backend_is_ready()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Scheduled);
        using var client = scene.Drone.NewClient();
        var held = client.GetAsync($"/{await scene.ConnectAsync(id)}/x");
        foreach (var status in new[] { BackendStatus.Loading, BackendStatus.Starting, BackendStatus.Waiting })
        {
            await scene.WriteAsync(id, status);
            Assert.False(held.IsCompleted);
        }

        await scene.RunAsync(id);

        Assert.Equal("/x", (await ProxyScene.SeenAsync(await held)).Target);
    }

    [PeerFact]
    public async Task Requests_held_when_the_backend_fails_are_answered_502_and_later_ones_410()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Loading);
        var token = await scene.ConnectAsync(id);
        using var watch = new HoldWatch();
        using var client = scene.Drone.NewClient();
        var held = Enumerable.Range(0, 5).Select(_ => client.GetAsync($"/{token}/")).ToArray();
        await watch.UntilAsync(id, 5);
        await scene.WriteAsync(id, BackendStatus.Starting);
        await scene.WriteAsync(id, BackendStatus.Terminated);

        foreach (var response in await Task.WhenAll(held))
        {
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        }

        using var later = await client.GetAsync($"/{token}/");
        Assert.Equal(HttpStatusCode.Gone, later.StatusCode);
    }

    [PeerFact]
    public async Task A_request_is_held_no_longer_than_the_option_says()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { ["Plane:Drone:Proxy:HoldSeconds"] = "1" });
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Loading);
        using var client = scene.Drone.NewClient();

        using var response = await client.GetAsync($"/{await scene.ConnectAsync(id)}/");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [PeerFact]
    public async Task An_ending_backend_takes_no_more_requests()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var client = scene.Drone.NewClient();
        await ProxyScene.SeenAsync(await client.GetAsync($"/{token}/"));

        await scene.WriteAsync(id, BackendStatus.Terminating);

        using var response = await client.GetAsync($"/{token}/");
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    [PeerFact]
    public async Task A_sealed_backend_takes_no_more_requests_even_before_its_record_says_so()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var client = scene.Drone.NewClient();
        Assert.True(scene.Drone.Ledger.TrySeal(id, scene.Drone.Ledger.UseOf(id)));

        using var response = await client.GetAsync($"/{await scene.ConnectAsync(id)}/");

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    [PeerFact]
    public async Task A_backend_that_the_view_has_not_seen_yet_is_asked_for_at_the_leader()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        using var client = scene.Drone.NewClient();
        for (var i = 0; i < 20; i++)
        {
            // Without waiting for any view: as quick as a browser that got its link just now.
            var id = BackendId.New(Entropy.System);
            var token = await scene.ConnectAsync(id);
            await using var backend = await EchoBackend.StartAsync();
            scene.Drone.Routes.Open(new Route(id, backend.Address, "c1"));
            var record = State.Samples.Record(id.Value, BackendStatus.Ready) with { Cluster = scene.Cluster, Drone = scene.Drone.Identity.Drone };
            Assert.True((await scene.Drone.Get<BackendsStore>().CreateAsync(record, CancellationToken.None)).IsStored);

            await ProxyScene.SeenAsync(await client.GetAsync($"/{token}/"));
        }
    }

    [PeerFact]
    public async Task A_ready_backend_whose_drone_was_started_again_is_waited_for()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Ready);
        await using var backend = await EchoBackend.StartAsync();
        using var client = scene.Drone.NewClient();
        var held = client.GetAsync($"/{await scene.ConnectAsync(id)}/");
        scene.Drone.Routes.Open(new Route(id, backend.Address, "c1"));

        await ProxyScene.SeenAsync(await held);
    }

    [PeerFact]
    public async Task A_backend_that_does_not_listen_is_a_502_that_names_it()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        await backend.DisposeAsync();
        using var client = scene.Drone.NewClient();

        using var response = await client.GetAsync($"/{await scene.ConnectAsync(id)}/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(id.Value, Assert.Single(response.Headers.GetValues("x-plane-backend-id")));
        Assert.Equal(0, scene.Drone.Ledger.UseOf(id).Open);
    }

    [PeerFact]
    public async Task Tokens_that_are_known_go_on_working_while_nats_is_away()
    {
        var own = new ProxyFixture();
        await own.InitializeAsync();
        await using var scene = await ProxyScene.NewAsync(own);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var (known, unknown) = (await scene.ConnectAsync(id), await scene.ConnectAsync(id));
        using var client = scene.Drone.NewClient();
        await ProxyScene.SeenAsync(await client.GetAsync($"/{known}/"));
        await own.Server.KillAsync();

        await ProxyScene.SeenAsync(await client.GetAsync($"/{known}/"));
        using var response = await client.GetAsync($"/{unknown}/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        await own.DisposeAsync();
    }
}
