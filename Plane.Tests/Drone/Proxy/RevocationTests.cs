using System.Net;
using System.Net.WebSockets;
using Peers;
using Plane.Domain.Identity;
using Plane.State.Tokens;
using Xunit.Abstractions;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What becomes of a user's links and connections when they are revoked (HTTP API §1.7, Q6).</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class RevocationTests(ProxyFixture fixture, ITestOutputHelper output) : IClassFixture<ProxyFixture>
{
    [PeerFact]
    public async Task A_users_links_to_the_backend_are_dead_on_every_proxy_and_nobody_elses()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var (id, elsewhere) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.RunAsync(id);
        await scene.RunAsync(elsewhere);
        string[] dead = [await scene.ConnectAsync(id), await scene.ConnectAsync(id)];
        string[] alive = [await scene.ConnectAsync(id, "bob"), await scene.ConnectAsync(id, user: null), await scene.ConnectAsync(elsewhere)];
        using var here = scene.Drone.NewClient();
        using var there = other.NewClient();
        foreach (var token in dead.Concat(alive))
        {
            await ProxyScene.SeenAsync(await here.GetAsync($"/{token}/"));
            await ProxyScene.SeenAsync(await there.GetAsync($"/{token}/"));
        }

        var asked = TimeProvider.System.GetTimestamp();
        await RevokeAsync(scene, id, "alice");
        foreach (var client in new[] { here, there })
        {
            foreach (var token in dead)
            {
                await Poll.UntilAsync(async () => await StatusAsync(client, token) == HttpStatusCode.Gone, ProxyScene.Limit, "the link to be dead");
            }

            var elapsed = TimeProvider.System.GetElapsedTime(asked);
            output.WriteLine($"Dead on {(client == here ? "its own drone" : "the other")} {elapsed.TotalMilliseconds:F0} ms after it was asked for");
            Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Assert.All(await Task.WhenAll(alive.Select(token => StatusAsync(client, token))), static status => Assert.Equal(HttpStatusCode.OK, status));
        }
    }

    [PeerFact]
    public async Task A_connect_after_a_revocation_gets_a_link_that_lives()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        await RevokeAsync(scene, id, "alice");
        using var client = scene.Drone.NewClient();

        var token = await scene.ConnectAsync(id);
        await ProxyScene.SeenAsync(await client.GetAsync($"/{token}/"));
        await RevokeAsync(scene, id, "alice");

        await Poll.UntilAsync(async () => await StatusAsync(client, token) == HttpStatusCode.Gone, ProxyScene.Limit, "the second revocation to count too");
        await ProxyScene.SeenAsync(await client.GetAsync($"/{await scene.ConnectAsync(id)}/"));
    }

    [PeerFact]
    public async Task A_proxy_that_starts_later_knows_of_it()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        await RevokeAsync(scene, id, "alice");

        var late = await AddOtherAsync(scene);
        using var client = late.NewClient();

        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(client, token));
    }

    [PeerFact]
    public async Task Sockets_and_streams_of_the_user_end_on_every_proxy_and_others_go_on()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await AddOtherAsync(scene);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var alice = await scene.ConnectAsync(id);
        using var here = await scene.SpeakAsync(scene.Drone, $"/{alice}/ws");
        using var there = await scene.SpeakAsync(other, $"/{alice}/ws");
        using var client = other.NewClient();
        using var stream = await client.GetAsync($"/{alice}/events", HttpCompletionOption.ResponseHeadersRead);
        using var bob = await scene.SpeakAsync(other, $"/{await scene.ConnectAsync(id, "bob")}/ws");
        await scene.OpenIsAsync(id, 4);

        var asked = TimeProvider.System.GetTimestamp();
        await RevokeAsync(scene, id, "alice");

        await Assert.ThrowsAnyAsync<WebSocketException>(() => there.ReceiveAsync(new byte[16], CancellationToken.None).WaitAsync(ProxyScene.Limit));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stream.Content.ReadAsStringAsync().WaitAsync(ProxyScene.Limit));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => here.ReceiveAsync(new byte[16], CancellationToken.None).WaitAsync(ProxyScene.Limit));
        var elapsed = TimeProvider.System.GetElapsedTime(asked);
        output.WriteLine($"All ended {elapsed.TotalMilliseconds:F0} ms after it was asked for");
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await scene.OpenIsAsync(id, 1);
        await ProxyScene.EchoAsync(bob);
    }

    [PeerFact]
    public async Task A_request_that_is_held_when_its_user_is_revoked_does_not_reach_the_backend()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id, Plane.Domain.Backends.BackendStatus.Loading);
        using var watch = new HoldWatch();
        using var client = scene.Drone.NewClient();
        var held = client.GetAsync($"/{await scene.ConnectAsync(id)}/silent");
        await watch.UntilAsync(id, 1);
        await RevokeAsync(scene, id, "alice");

        await scene.WriteAsync(id, Plane.Domain.Backends.BackendStatus.Ready);

        using var answer = await held.WaitAsync(ProxyScene.Limit);
        Assert.Equal((HttpStatusCode.Gone, 0), (answer.StatusCode, backend.Busy));
    }

    /// <summary>Until the scene's first drone has seen it.</summary>
    private static async Task RevokeAsync(ProxyScene scene, BackendId backend, string user)
    {
        var written = await scene.Drone.Get<RevocationsStore>().RevokeAsync(backend, user, CancellationToken.None);
        Assert.True(written.IsStored);
        await scene.Drone.Get<Plane.State.Buckets.LiveView<Plane.Contracts.Records.RevocationRecord>>().WaitAsync(
            RevocationsStore.KeyOf(backend, user), seen => seen?.Revision >= written.Revision, ProxyScene.Limit, CancellationToken.None);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string token)
    {
        using var answer = await client.GetAsync($"/{token}/");
        return answer.StatusCode;
    }

    private static async Task<DroneUnderTest> AddOtherAsync(ProxyScene scene)
    {
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        return other;
    }
}
