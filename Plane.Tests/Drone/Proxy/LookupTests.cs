using System.Net;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What tokens cost the leader.</summary>
public sealed class LookupTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const string Questions = "$JS.API.STREAM.MSG.GET.KV_plane_tokens";

    [PeerFact]
    public async Task A_token_is_asked_about_once_and_a_made_up_one_never()
    {
        // Questions are counted on the wire, so this test has a server of its own.
        var own = new ProxyFixture();
        await own.InitializeAsync();
        await using var scene = await ProxyScene.NewAsync(own);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        await using var spy = new NatsConnection(new NatsOpts { Url = own.Server.Url, SerializerRegistry = NatsClientDefaultSerializerRegistry.Default });
        await spy.ConnectAsync();
        await using var asked = await spy.SubscribeCoreAsync<string>(Questions);
        await spy.PingAsync();
        using var client = scene.Drone.NewClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetAsync($"/{token}/")));
        Assert.All(answers, static answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var madeUp = ClusterSecret.New(Entropy.System);
        for (var i = 0; i < 50; i++)
        {
            using var gone = await client.GetAsync($"/{madeUp.NewConnectionToken(Entropy.System).Value}/");
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        }

        await spy.PingAsync();
        Assert.True(asked.Msgs.TryRead(out _));
        Assert.False(asked.Msgs.TryRead(out _));
        await own.DisposeAsync();
    }

    [PeerFact]
    public async Task A_token_that_comes_a_moment_after_it_was_missed_is_found()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var token = (await scene.SecretAsync()).StaticTokenOf(id);
        using var client = scene.Drone.NewClient();
        using var missed = await client.GetAsync($"/{token.Value}/");
        Assert.Equal(HttpStatusCode.Gone, missed.StatusCode);

        await scene.RunAsync(id, with: record => record with { StaticTokenHash = token.Hash });

        await ProxyScene.SeenAsync(await client.GetAsync($"/{token.Value}/"));
    }

    [PeerFact]
    public async Task Above_the_bound_of_questions_at_once_the_rest_are_answered_503()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { ["Plane:Drone:Proxy:LookupsAtOnce"] = "2" });
        var secret = await scene.SecretAsync();
        using var client = scene.Drone.NewClient();

        // Unknown static tokens take a second each, so that ten at once meet.
        var answers = Enumerable.Range(0, 10).Select(async _ =>
        {
            using var answer = await client.GetAsync($"/{secret.StaticTokenOf(BackendId.New(Entropy.System)).Value}/");
            return answer.StatusCode;
        }).ToList();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await await Task.WhenAny(answers));

        // Made-up static tokens do not stand in the way of somebody who was given a link.
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        await ProxyScene.SeenAsync(await client.GetAsync($"/{await scene.ConnectAsync(id)}/"));

        var statuses = await Task.WhenAll(answers);
        Assert.Contains(HttpStatusCode.Gone, statuses);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, statuses);
    }
}
