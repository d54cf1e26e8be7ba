using System.Net;
using System.Text;
using System.Text.Json;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;

namespace Plane.Tests.Scenarios;

/// <summary>One backend per key, however often, at once and by whichever door it is asked for.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class KeyTests(Topology plane)
{
    [DockerFact("nats-server")]
    public async Task The_same_connect_twice_gives_the_same_backend()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);

        var first = await plane.ConnectedAsync("twice", image);
        var second = await plane.ConnectedAsync("twice", image);

        Assert.Equal((first.Backend, true, false), (second.Backend, first.Spawned, second.Spawned));
    }

    [DockerFact("nats-server")]
    public async Task Two_hundred_connects_at_once_for_a_new_key_give_one_container()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => plane.ConnectAsync("rush", image)));

        Assert.All(answers, static answer => Assert.True(answer.Code == HttpStatusCode.OK, answer.ToString()));
        var backend = Assert.Single(answers.Select(static answer => answer.Backend).Distinct());
        await plane.UntilStatusAsync(backend, "ready");
        Assert.Equal([$"plane-{backend}"], await plane.Engine.ListLabelledAsync($"dev.plane.key-hash={KeyName.Parse("scenarios", "rush").Hash}"));
    }

    [DockerFact("nats-server")]
    public async Task A_lock_of_the_NATS_API_is_a_key_of_the_HTTP_API()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        var request = $$$"""{"cluster":"{{{plane.Cluster}}}","max_idle_secs":60,"metadata":{},"executable":{"image":"{{{image}}}","env":{}},"lock":"doc-1"}""";
        var reply = await plane.Nats.RequestAsync(
            Subjects.Schedule(plane.Cluster),
            Encoding.UTF8.GetBytes(request),
            requestSerializer: NatsRawSerializer<byte[]>.Default,
            replySerializer: NatsRawSerializer<byte[]>.Default,
            replyOpts: new NatsSubOpts { Timeout = Topology.Patience });

        var connected = await plane.ConnectAsync("doc-1", image, @namespace: $"lock/{plane.Cluster}");

        var scheduled = JsonElement.Parse(reply.Data!).GetProperty("Scheduled");
        Assert.Equal(scheduled.GetProperty("backend_id").GetString(), connected.Backend);
        Assert.False(connected.Spawned);
    }
}
