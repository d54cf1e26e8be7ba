using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Drone;

/// <summary>One backend per key, and no live session killed: what a drone does when its word from NATS is late, lost or bad.</summary>
[Collection(Timed.Name)]
public sealed class LeaseTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task A_lease_is_renewed_for_longer_than_its_entry_lives()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        var first = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!;
        await Poll.UntilAsync(
            async () => (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Created - first.Created > DroneBench.Timings.Ttl, TimeSpan.FromSeconds(30), "renewals over one TTL");

        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
    }

    [DockerFact("nats-server")]
    public async Task Lost_acknowledgements_of_renewals_do_not_end_the_session()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var link = new NatsLink(bench.Server.Port);
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAtAsync(link.Url);
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        // The server stores a renewal that the drone does not hear of; then the connection breaks.
        var known = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Revision;
        link.Deafen();
        await Poll.UntilAsync(async () => await RevisionAsync() > known, TimeSpan.FromSeconds(10), "an unheard renewal");
        var unheard = await RevisionAsync();
        link.Cut();
        await Poll.UntilAsync(async () => await RevisionAsync() > unheard, TimeSpan.FromSeconds(10), "a renewal on top of the unheard one");
        var began = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!;
        await Poll.UntilAsync(
            async () => (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Created - began.Created > DroneBench.Timings.Ttl, TimeSpan.FromSeconds(30), "renewals over one TTL");

        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
        Assert.True(await bench.HasContainerAsync(spawned));

        async Task<ulong> RevisionAsync() => (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Revision;
    }

    [DockerFact("nats-server")]
    public async Task A_key_held_by_another_kills_the_backend_and_stays_the_other_s()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        var entry = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!;
        var other = entry.Value with { Drone = DroneId.Parse("other"), Backend = BackendId.Parse("another") };
        await bench.Controller.Keys.ReplaceAsync(spawned.Key, other, entry.Revision, "taken", default);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((TerminationReason.KeyExpired, TerminationKind.Hard), (ended.Reason, ended.Kind));
        Assert.False(await bench.HasContainerAsync(spawned));
        Assert.Equal(other, await bench.Controller.EntryAsync(spawned));
    }

    [DockerFact("nats-server")]
    public async Task An_entry_that_is_gone_too_early_is_won_back()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        var entry = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!;
        await bench.Controller.Keys.ReleaseAsync(spawned.Key, entry.Revision, default);
        await Poll.UntilAsync(async () => await bench.Controller.EntryAsync(spawned) is not null, TimeSpan.FromSeconds(10), "the entry to be back");

        Assert.Equal(entry.Value, await bench.Controller.EntryAsync(spawned));
        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
    }

    [DockerFact("nats-server")]
    public async Task A_store_that_lost_its_last_renewals_does_not_end_the_session()
    {
        // Long enough for two restarts of a server on a busy machine.
        await using var bench = await DroneBench.StartAsync(scale: 0.5);
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        // Each restart is a reconnect, and each reconnect a renewal.
        await bench.Server.RememberAsync();
        var kept = await AnsweredAsync();
        await UntilBeyondAsync(kept.Revision);
        await bench.Server.RollBackAsync();
        var began = await AnsweredAsync();
        await UntilBeyondAsync(began.Revision);

        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
        Assert.True(await bench.HasContainerAsync(spawned));

        Task UntilBeyondAsync(ulong revision) => Poll.UntilAsync(async () => (await AnsweredAsync()).Revision > revision, TimeSpan.FromSeconds(20), "a renewal");

        async Task<Versioned<KeyEntry>> AnsweredAsync()
        {
            Versioned<KeyEntry>? entry = null;
            await Poll.UntilAsync(async () => (entry = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry) is not null, TimeSpan.FromSeconds(20), "the entry");
            return entry!;
        }
    }

    [DockerFact("nats-server")]
    public async Task A_store_that_lost_key_and_record_gets_both_back()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        var record = (await bench.Controller.Records.ReadAsync(HandController.Cluster, spawned.Backend, default)).Entry!;
        await bench.Controller.Records.ForgetAsync(HandController.Cluster, spawned.Backend, record.Revision, default);
        await bench.Controller.Keys.ReleaseAsync(spawned.Key, (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Revision, default);
        await Poll.UntilAsync(
            async () => (await bench.Controller.Records.ReadAsync(HandController.Cluster, spawned.Backend, default)).Entry is not null, TimeSpan.FromSeconds(10), "the record to be back");

        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
        Assert.NotNull(await bench.Controller.EntryAsync(spawned));
    }

    [DockerFact("nats-server")]
    public async Task Without_NATS_the_container_is_gone_before_the_key_can_be_taken()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var link = new NatsLink(bench.Server.Port);
        await bench.Engine.EnsureAsync(TestImage.Stubborn);
        await bench.StartDroneAtAsync(link.Url);
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = TestImage.Stubborn.Name }, new BackendLimits(GraceSeconds: 600));
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        link.Close();
        await Poll.UntilAsync(async () => !await bench.HasContainerAsync(spawned), TimeSpan.FromSeconds(20), "the container to be gone");

        // The grace period of ten minutes did not count, and the entry outlived the container.
        Assert.Equal(KeyEntryState.Held, (await bench.Controller.EntryAsync(spawned))!.State);
        await bench.Controller.UntilFreeAsync(spawned);
    }
}
