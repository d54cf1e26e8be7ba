using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Guard;

namespace Plane.Tests.Drone;

/// <summary>One backend per key, and no live session killed: what a drone does when its word from NATS is late, lost or bad.</summary>
[Trait(Pace.Name, Pace.Timed)]
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
            async () => (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Created - first.Created > bench.Timings.Ttl, TimeSpan.FromSeconds(30), "renewals over one TTL");

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
            async () => (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Created - began.Created > bench.Timings.Ttl, TimeSpan.FromSeconds(30), "renewals over one TTL");

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
        Assert.Equal(other, bench.Controller.LastEntry(spawned)?.Value);
    }

    [DockerFact("nats-server")]
    public async Task Without_NATS_the_container_is_gone_before_the_key_can_be_taken()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Ending);
        await using var link = new NatsLink(bench.Server.Port);
        await bench.Engine.EnsureAsync(TestImage.Stubborn);
        await bench.StartDroneAtAsync(link.Url);
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = TestImage.Stubborn.Name }, new BackendLimits(GraceSeconds: 600));
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        var dying = Death.OfAsync(new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!.Process!, TimeSpan.FromSeconds(60));
        link.Close();
        var died = await dying;

        // The grace period of ten minutes did not count, and the entry outlived the container.
        Assert.InRange(died, DateTimeOffset.MinValue, await bench.Controller.ExpiryAsync(spawned));
        Assert.Equal(KeyEntryState.Held, bench.Controller.LastEntry(spawned)!.Value.State);
        await Poll.UntilAsync(async () => !await bench.HasContainerAsync(spawned), TimeSpan.FromSeconds(20), "the container to be gone");
    }
}
