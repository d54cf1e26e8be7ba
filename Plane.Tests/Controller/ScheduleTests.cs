using System.Text;
using System.Text.Json;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller;

/// <summary><c>cluster.*.schedule</c> as the NATS API has it (§1.5.1–1.5.2, §12, late form).</summary>
public sealed class ScheduleTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task The_minimal_request_is_answered_as_the_example()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");

        var reply = await AskAsync(cluster, Minimal(cluster));

        var backend = drone.Asked.Single().Backend;
        Assert.Equal($$$"""{"Scheduled":{"drone":"dr-a","backend_id":"{{{backend}}}","spawned":true}}""", reply);
        Assert.Equal(30, drone.Asked.Single().Limits.MaxIdleSeconds);
    }

    [PeerFact]
    public async Task A_lock_is_one_backend_and_one_bearer_token_for_all()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var request = Minimal(cluster)[..^1] + ""","lock":"workspace/42","require_bearer_token":true}""";

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(cluster, request)));

        var scheduled = replies.Select(static reply => JsonElement.Parse(reply).GetProperty("Scheduled")).ToList();
        Assert.Single(scheduled.Select(static reply => reply.GetProperty("backend_id").GetString()).Distinct());
        Assert.Equal(30, Assert.Single(scheduled.Select(static reply => reply.GetProperty("bearer_token").GetString()).Distinct())!.Length);
        Assert.Single(scheduled, static reply => reply.GetProperty("spawned").GetBoolean());
    }

    [PeerFact]
    public async Task A_lock_is_the_cluster_s_own()
    {
        var (one, two) = (ControllerFixture.NewCluster(), ControllerFixture.NewCluster());
        await plane.StartDroneAsync(one, "dr-a");
        await plane.StartDroneAsync(two, "dr-a");

        var first = await AskAsync(one, Minimal(one)[..^1] + ""","lock":"same"}""");
        var second = await AskAsync(two, Minimal(two)[..^1] + ""","lock":"same"}""");

        Assert.NotEqual(first, second);
        Assert.Contains("\"spawned\":true", second, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task No_drone_is_the_bare_word()
    {
        var cluster = ControllerFixture.NewCluster();

        Assert.Equal("\"NoDroneAvailable\"", await AskAsync(cluster, Minimal(cluster)));
    }

    [PeerFact]
    public async Task What_is_malformed_is_told_with_its_field()
    {
        var cluster = ControllerFixture.NewCluster();
        var good = Minimal(cluster);
        (string Body, string Field)[] bad =
        [
            ("nonsense", "$"),
            ("", "$"),
            ("{}", "$"),
            (good.Replace(":30", ":-1", StringComparison.Ordinal), "$.max_idle_secs"),
            (good.Replace(":30", ":1.5", StringComparison.Ordinal), "$.max_idle_secs"),
            (good.Replace("\"x\"", "\"Not An Image\"", StringComparison.Ordinal), "$.executable.image"),
            (good.Replace(cluster.Value, "other.test", StringComparison.Ordinal), "$.cluster"),
            (good.Replace(cluster.Value, "not_valid", StringComparison.Ordinal), "$.cluster"),
            (good[..^1] + ""","backend_id":"Not Valid"}""", "$.backend_id"),
            (good[..^1] + $$""","lock":"{{new string('x', 2049)}}"}""", "$.lock"),
            (good.Replace("\"env\":{}", "\"env\":{},\"volume_mounts\":[\"relative:/x\"]", StringComparison.Ordinal), "$.executable.volume_mounts[0]"),
            (good.Replace("\"env\":{}", "\"env\":{},\"credentials\":{}", StringComparison.Ordinal), "$.executable.credentials"),
        ];

        foreach (var (body, field) in bad)
        {
            var error = JsonElement.Parse(await AskAsync(cluster, body)).GetProperty("Error");

            Assert.Equal(field, error.GetProperty("field").GetString());
            Assert.StartsWith(field, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [PeerFact]
    public async Task A_message_that_nobody_waits_for_is_skipped()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");

        await plane.Nats.PublishAsync(Subjects.Schedule(cluster), Encoding.UTF8.GetBytes(Minimal(cluster)), serializer: NatsRawSerializer<byte[]>.Default);
        await AskAsync(cluster, Minimal(cluster));

        Assert.Single(drone.Asked);
    }

    private static string Minimal(ClusterName cluster) =>
        $$$$"""{"cluster":"{{{{cluster}}}}","max_idle_secs":30,"metadata":{},"executable":{"image":"x","env":{}}}""";

    private async Task<string> AskAsync(ClusterName cluster, string body)
    {
        var reply = await plane.Nats.RequestAsync(
            Subjects.Schedule(cluster),
            Encoding.UTF8.GetBytes(body),
            requestSerializer: NatsRawSerializer<byte[]>.Default,
            replySerializer: NatsRawSerializer<byte[]>.Default,
            replyOpts: new NatsSubOpts { Timeout = TimeSpan.FromSeconds(20) });
        return Encoding.UTF8.GetString(reply.Data!);
    }
}
