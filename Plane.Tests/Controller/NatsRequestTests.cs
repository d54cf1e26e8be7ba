using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Acme;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Tests.Controller;

/// <summary>The NATS API's requests besides <c>schedule</c>: fetch, terminate, drain and ACME records (§1.5, §11.4).</summary>
public sealed class NatsRequestTests(UnhurriedFixture plane) : IClassFixture<UnhurriedFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly ClusterName _cluster = ControllerFixture.NewCluster();

    [PeerFact]
    public async Task A_lock_is_fetched_with_its_token_and_one_that_nobody_has_is_the_bare_word()
    {
        await plane.StartDroneAsync(_cluster, "dr-a");
        Assert.Equal("\"NoBackendForLock\"", await FetchAsync("room"));
        var scheduled = (await ScheduleAsync(""" "lock":"room","require_bearer_token":true """)).GetProperty("Scheduled");

        var fetched = await FetchAsync("room");

        Assert.Equal($$$"""{"Scheduled":{"drone":"dr-a","backend_id":"{{{scheduled.GetProperty("backend_id")}}}","bearer_token":"{{{scheduled.GetProperty("bearer_token")}}}"}}""", fetched);
    }

    [PeerFact]
    public async Task A_lock_is_a_key_that_callers_over_http_share()
    {
        await plane.StartDroneAsync(_cluster, "dr-a");
        var scheduled = (await ScheduleAsync(""" "lock":"shared" """)).GetProperty("Scheduled");

        var connected = await plane.ConnectAsync(new
        {
            key = new { name = "shared", @namespace = $"lock/{_cluster}" },
            spawn_config = new { cluster = _cluster.Value, executable = new { image = "plane/other:1" } },
        });

        Assert.Equal((scheduled.GetProperty("backend_id").GetString(), false), (connected.Backend, connected.Spawned));
    }

    [PeerFact]
    public async Task Whatever_the_executable_has_reaches_the_drone()
    {
        var drone = await plane.StartDroneAsync(_cluster, "dr-a");

        await AskAsync(Subjects.Schedule(_cluster), $$$"""
            {"cluster":"{{{_cluster}}}","backend_id":"chosen-{{{_cluster.Host[..8]}}}","max_idle_secs":7,"metadata":{"user":"u1"},"require_bearer_token":true,"lock":null,"unknown":1,
             "executable":{"image":"team/app:1","env":{"A":"b"},"credentials":{"UsernamePassword":{"username":"bob","password":"pw"}},
               "resource_limits":{"cpu_period":100000,"cpu_period_percent":50,"cpu_time_limit":60,"memory_limit_bytes":536870912,"disk_limit_bytes":1073741824},
               "pull_policy":"Always","port":3000,"volume_mounts":["/host:/inside"]}}
            """);

        var spawn = Assert.Single(drone.Asked);
        Assert.Equal(($"chosen-{_cluster.Host[..8]}", 7), (spawn.Backend.Value, spawn.Limits.MaxIdleSeconds));
        Assert.Equal(("team/app:1", "b", 3000, PullPolicy.Always), (spawn.Spec.Image, spawn.Spec.Environment["A"], spawn.Spec.Port, spawn.Spec.PullPolicy));
        Assert.Equal(new RegistryCredentials("bob", "pw", null), spawn.Spec.Credentials);
        Assert.Equal(new ResourceLimits(100_000, 50, 60, 536_870_912, 1_073_741_824), spawn.Spec.Limits);
        Assert.Equal("/host:/inside", Assert.Single(spawn.Spec.Binds));
    }

    [PeerFact]
    public async Task A_termination_stands_before_it_is_answered_and_of_an_unknown_backend_there_is_nothing_to_end()
    {
        await plane.StartDroneAsync(_cluster, "dr-a");
        var backend = BackendId.Parse((await ScheduleAsync(null)).GetProperty("Scheduled").GetProperty("backend_id").GetString()!);

        var reply = await AskAsync(Subjects.Terminate(_cluster, backend), $$"""{"cluster_id":"{{_cluster}}","backend_id":"{{backend}}"}""");
        var unknown = await AskAsync(Subjects.Terminate(_cluster, BackendId.Parse("unknown")), $$"""{"cluster_id":"{{_cluster}}","backend_id":"unknown"}""");

        Assert.Equal(("null", "null"), (reply, unknown));
        var intent = await plane.Services.GetRequiredService<IntentsStore>().ReadAsync(_cluster, DroneId.Parse("dr-a"), backend, CancellationToken.None);
        Assert.Equal(new TerminateIntent(TerminationKind.Soft, TerminationReason.External), intent.Entry!.Value);
    }

    [PeerFact]
    public async Task A_drained_drone_gets_nothing_until_the_drain_is_undone()
    {
        await plane.StartDroneAsync(_cluster, "dr-a");
        var subject = Subjects.Drain(_cluster, DroneId.Parse("dr-a"));

        Assert.Equal("null", await AskAsync(subject, $$"""{"drone":"dr-a","cluster":"{{_cluster}}","drain":true}"""));
        Assert.Equal("NoDroneAvailable", (await ScheduleAsync(null)).GetString());
        Assert.Equal("null", await AskAsync(subject, $$"""{"drone":"dr-a","cluster":"{{_cluster}}","drain":false}"""));
        Assert.Equal("dr-a", (await ScheduleAsync(null)).GetProperty("Scheduled").GetProperty("drone").GetString());
    }

    [PeerFact]
    public async Task Challenges_of_both_subjects_are_stored_for_dns()
    {
        Assert.Equal("true", await AskAsync(Subjects.AcmeRecord(_cluster), $$"""{"cluster":"{{_cluster}}","value":"one"}"""));
        Assert.Equal("true", await AskAsync(Subjects.FormerAcmeRecord, $$"""{"cluster":"{{_cluster}}","value":"two"}"""));

        var texts = plane.Services.GetRequiredService<Bucket<AcmeTxtRecord>>();
        foreach (var value in new[] { "one", "two" })
        {
            Assert.Equal(new AcmeTxtRecord(_cluster, value), (await texts.ReadAsync(AcmeTexts.KeyOf(_cluster, value), CancellationToken.None)).Entry!.Value);
        }
    }

    [PeerFact]
    public async Task What_is_malformed_or_meant_for_another_subject_is_told_with_its_field()
    {
        await plane.StartDroneAsync(_cluster, "dr-a");
        var (fetch, acme) = (Subjects.Fetch(_cluster), Subjects.AcmeRecord(_cluster));
        var (end, drain) = (Subjects.Terminate(_cluster, BackendId.Parse("b1")), Subjects.Drain(_cluster, DroneId.Parse("dr-a")));
        (string Subject, string Body, string Field)[] bad =
        [
            (fetch, "", "$"),
            (fetch, "[]", "$"),
            (fetch, "{}", "$"),
            (fetch, $$"""{"cluster":"{{_cluster}}","lock":""}""", "$.lock"),
            (fetch, $$"""{"cluster":"{{_cluster}}","lock":null}""", "$.lock"),
            (fetch, """{"cluster":"other.test","lock":"x"}""", "$.cluster"),
            (end, "null", "$"),
            (end, $$"""{"cluster_id":"{{_cluster}}","backend_id":"b2"}""", "$.backend_id"),
            (end, """{"cluster_id":"other.test","backend_id":"b1"}""", "$.cluster_id"),
            (end, $$"""{"cluster_id":"{{_cluster}}","backend_id":"Not Valid"}""", "$.backend_id"),
            (drain, $$"""{"drone":"dr-a","cluster":"{{_cluster}}","drain":"yes"}""", "$.drain"),
            (drain, $$"""{"drone":"dr-a","cluster":"{{_cluster}}"}""", "$"),
            (drain, $$"""{"drone":"dr-b","cluster":"{{_cluster}}","drain":true}""", "$.drone"),
            (drain, """{"drone":"dr-a","cluster":"other.test","drain":true}""", "$.cluster"),
            (Subjects.Drain(_cluster, DroneId.Parse("dr-none")), $$"""{"drone":"dr-none","cluster":"{{_cluster}}","drain":true}""", "$.drone"),
            (acme, $$"""{"cluster":"{{_cluster}}","value":""}""", "$.value"),
            (acme, $$"""{"cluster":"{{_cluster}}","value":"{{new string('x', 256)}}"}""", "$.value"),
            (acme, """{"cluster":"other.test","value":"x"}""", "$.cluster"),
            (Subjects.FormerAcmeRecord, """{"cluster":"not_valid","value":"x"}""", "$.cluster"),
        ];

        foreach (var (subject, body, field) in bad)
        {
            var reply = await AskAsync(subject, body);

            Assert.True(JsonElement.Parse(reply) is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("Error", out var error) && error.GetProperty("field").GetString() == field, $"{subject} {body}: {reply}");
        }
    }

    [PeerFact]
    public async Task Of_several_controllers_one_answers()
    {
        using var other = await plane.StartControllerAsync();
        await plane.StartDroneAsync(_cluster, "dr-a");
        var inbox = plane.Nats.NewInbox();
        await using var replies = await plane.Nats.SubscribeCoreAsync<string>(inbox);

        await plane.Nats.PublishAsync(Subjects.Fetch(_cluster), $$"""{"cluster":"{{_cluster}}","lock":"x"}""", replyTo: inbox);
        using var limit = new CancellationTokenSource(Limit);
        await replies.Msgs.ReadAsync(limit.Token);
        await AskAsync(Subjects.Fetch(_cluster), $$"""{"cluster":"{{_cluster}}","lock":"y"}""");

        Assert.False(replies.Msgs.TryRead(out _));
        await plane.StopControllerAsync(other);
    }

    private Task<string> FetchAsync(string name) => AskAsync(Subjects.Fetch(_cluster), $$"""{"cluster":"{{_cluster}}","lock":"{{name}}"}""");

    private async Task<JsonElement> ScheduleAsync(string? more) => JsonElement.Parse(await AskAsync(
        Subjects.Schedule(_cluster),
        $$$$"""{"cluster":"{{{{_cluster}}}}","max_idle_secs":30,"metadata":{},"executable":{"image":"x","env":{}}{{{{(more is null ? "" : "," + more)}}}}}"""));

    private async Task<string> AskAsync(string subject, string body)
    {
        var reply = await plane.Nats.RequestAsync(
            subject,
            Encoding.UTF8.GetBytes(body),
            requestSerializer: NatsRawSerializer<byte[]>.Default,
            replySerializer: NatsRawSerializer<byte[]>.Default,
            replyOpts: new NatsSubOpts { Timeout = Limit });
        return Encoding.UTF8.GetString(reply.Data!);
    }
}
