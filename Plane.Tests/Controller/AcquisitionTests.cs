using System.Net;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Controller;

/// <summary>Drones that refuse, stay silent or lose their reply, and controllers that died between two steps.</summary>
public sealed class AcquisitionTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public Task A_drone_that_refuses_is_followed_by_the_next() => The_next_takes_itAsync(Manner.Refuses);

    [PeerFact]
    public Task A_silent_drone_is_followed_by_the_next() => The_next_takes_itAsync(Manner.Silent);

    [PeerFact]
    public async Task A_drone_that_wakes_up_too_late_cannot_accept_any_more()
    {
        var cluster = ControllerFixture.NewCluster();
        var sleepy = await plane.StartDroneAsync(cluster, "dr-sleepy", Manner.Silent);
        await plane.StartDroneAsync(cluster, "dr-good", change: static word => word with { Running = 100 });
        await plane.ConnectAsync(ControllerFixture.Body(cluster, "late"));

        Assert.False(await sleepy.AcceptAsync(sleepy.Asked.Single()));
    }

    [PeerFact]
    public async Task A_drone_that_accepted_and_whose_reply_was_lost_is_the_answer()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-mute", Manner.AcceptsWithoutReply);
        var other = await plane.StartDroneAsync(cluster, "dr-other", change: static word => word with { Running = 100 });

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "mute"));

        Assert.Equal((HttpStatusCode.OK, true, "dr-mute"), (answer.Code, answer.Spawned, answer["drone"]));
        Assert.Single(drone.Running);
        Assert.Empty(other.Asked);
    }

    [PeerFact]
    public async Task When_all_refuse_the_record_ends_and_the_key_is_free_at_once()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a", Manner.Refuses);

        var refused = await plane.ConnectAsync(ControllerFixture.Body(cluster, "all-refuse"));
        var record = await RecordAsync(cluster, drone.Asked.Single().Backend.Value);
        drone.Manner = Manner.Accepts;
        var again = await plane.ConnectAsync(ControllerFixture.Body(cluster, "all-refuse"));

        Assert.Equal("NoDroneAvailable", refused.Kind);
        Assert.Contains("not today", refused.Message, StringComparison.Ordinal);
        Assert.Equal((BackendStatus.Terminated, TerminationReason.InternalError), (record.Status, record.Reason));
        Assert.True(again.Spawned);
    }

    [PeerFact]
    public async Task A_reservation_of_a_dead_controller_is_replaced_and_its_record_ended()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var dead = await ReserveAsync(cluster, "abandoned", "dead-backend-1");
        Assert.True((await plane.Backends.CreateAsync(dead, CancellationToken.None)).IsStored);

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "abandoned"));

        Assert.Equal((HttpStatusCode.OK, true), (answer.Code, answer.Spawned));
        Assert.NotEqual("dead-backend-1", answer.Backend);
        var ended = await RecordAsync(cluster, "dead-backend-1");
        Assert.Equal((BackendStatus.Terminated, TerminationReason.InternalError), (ended.Status, ended.Reason));
    }

    [PeerFact]
    public async Task A_reservation_alone_without_a_record_is_replaced_too()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        await ReserveAsync(cluster, "reserved-only", "dead-backend-2");

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "reserved-only"));

        Assert.True(answer.Spawned);
    }

    [PeerFact]
    public async Task A_chosen_id_whose_controller_died_is_taken_on_by_the_next_connect()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var dead = await ReserveAsync(cluster, "resumed", "chosen-resumed");
        await plane.Backends.ReserveIdAsync(dead.Backend, KeyName.Parse("tests", "resumed"), CancellationToken.None);
        await plane.Backends.CreateAsync(dead, CancellationToken.None);

        var answer = await plane.ConnectAsync(Chosen(cluster, "resumed", "chosen-resumed"));

        Assert.Equal(("chosen-resumed", true), (answer.Backend, answer.Spawned));
    }

    [PeerFact]
    public async Task A_key_that_is_reserved_and_does_not_resolve_cannot_be_had_without_a_spawn_configuration()
    {
        var cluster = ControllerFixture.NewCluster();
        await ReserveAsync(cluster, "stuck", "dead-backend-3");

        var answer = await plane.ConnectAsync(new { key = new { name = "stuck", @namespace = "tests" } });

        Assert.Equal((HttpStatusCode.InternalServerError, "FailedToAcquireKey"), (answer.Code, answer.Kind));
    }

    [PeerFact]
    public async Task A_chosen_id_names_one_backend_for_ever()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var first = await plane.ConnectAsync(Chosen(cluster, "id-1", "chosen-once"));
        await drone.EndAsync(BackendId.Parse("chosen-once"));

        var sameKey = await plane.ConnectAsync(Chosen(cluster, "id-1", "chosen-once"));
        var otherKey = await plane.ConnectAsync(Chosen(cluster, "id-2", "chosen-once"));
        var free = await plane.ConnectAsync(ControllerFixture.Body(cluster, "id-2"));

        Assert.Equal("chosen-once", first.Backend);
        Assert.Equal((HttpStatusCode.InternalServerError, "FailedToAcquireKey"), (sameKey.Code, sameKey.Kind));
        Assert.Equal("FailedToAcquireKey", otherKey.Kind);
        Assert.True(free.Spawned, "a refused id leaves the key free");
    }

    [PeerFact]
    public async Task An_id_that_was_reserved_and_led_nowhere_may_be_taken_over()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        await plane.Backends.ReserveIdAsync(BackendId.Parse("chosen-orphan"), KeyName.Parse("tests", "gone"), CancellationToken.None);

        var answer = await plane.ConnectAsync(Chosen(cluster, "id-3", "chosen-orphan"));

        Assert.Equal("chosen-orphan", answer.Backend);
    }

    [PeerFact]
    public async Task A_scheduled_record_that_no_reservation_names_is_ended_by_the_reaper()
    {
        var cluster = ControllerFixture.NewCluster();
        var record = SampleRecord(cluster, "no-key-at-all", "dead-backend-4");
        await plane.Backends.CreateAsync(record, CancellationToken.None);

        var seen = await plane.Records.WaitAsync("dead-backend-4", IsTerminated, Limit, CancellationToken.None);

        Assert.Equal(TerminationReason.InternalError, seen!.Value.Reason);
    }

    [PeerFact]
    public async Task A_backend_of_a_vanished_drone_is_lost_only_when_its_key_is_gone()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-vanishing");
        var body = ControllerFixture.Body(cluster, "vanishing");
        var first = await plane.ConnectAsync(body);
        drone.IsDead = true;

        var seen = await plane.Records.WaitAsync(first.Backend, IsTerminated, Limit, CancellationToken.None);
        var key = await plane.Keys.ReadAsync(KeyName.Parse("tests", "vanishing"), CancellationToken.None);

        Assert.Equal(TerminationReason.Lost, seen!.Value.Reason);
        Assert.Equal(ReadResult.Missing, key.Result);
    }

    private async Task The_next_takes_itAsync(Manner manner)
    {
        var cluster = ControllerFixture.NewCluster();
        var bad = await plane.StartDroneAsync(cluster, "dr-bad", manner);
        var good = await plane.StartDroneAsync(cluster, "dr-good", change: static word => word with { Running = 100 });

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, $"next-{manner}"));

        Assert.Equal((HttpStatusCode.OK, "dr-good"), (answer.Code, answer["drone"]));
        Assert.Single(bad.Asked);
        Assert.Equal("dr-good", (await RecordAsync(cluster, answer.Backend)).Drone.Value);
        Assert.Single(good.Running);
    }

    private static bool IsTerminated(Seen<BackendRecord>? seen) => seen?.Value.Status == BackendStatus.Terminated;

    private static object Chosen(ClusterName cluster, string key, string id) =>
        ControllerFixture.Body(cluster, key, spawn: new { id, cluster = cluster.Value, executable = new { image = "plane/test" } });

    private static BackendRecord SampleRecord(ClusterName cluster, string key, string backend) => new()
    {
        Backend = BackendId.Parse(backend),
        Cluster = cluster,
        Drone = DroneId.Parse("dr-a"),
        KeyNamespace = "tests",
        KeyName = key,
        Status = BackendStatus.Scheduled,
        Image = "plane/test",
        Resources = ResourceLimits.None,
        Limits = new BackendLimits(),
    };

    /// <summary>The first step of an acquisition, after which the controller dies.</summary>
    private async Task<BackendRecord> ReserveAsync(ClusterName cluster, string key, string backend)
    {
        var record = SampleRecord(cluster, key, backend);
        var entry = new KeyEntry
        {
            State = KeyEntryState.Reserved,
            Namespace = "tests",
            Name = key,
            Tag = "",
            Backend = record.Backend,
            Cluster = cluster,
            Drone = record.Drone,
            Incarnation = 0,
            FencingToken = 0,
        };
        Assert.True((await plane.Keys.ReserveAsync(KeyName.Parse("tests", key), entry, Guid.NewGuid().ToString(), CancellationToken.None)).IsStored);
        return record;
    }

    private async Task<BackendRecord> RecordAsync(ClusterName cluster, string backend) =>
        (await plane.Backends.ReadAsync(cluster, BackendId.Parse(backend), CancellationToken.None)).Entry!.Value;
}
