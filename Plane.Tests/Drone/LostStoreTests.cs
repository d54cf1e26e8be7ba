using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Drone;

/// <summary>What a drone does when the store has forgotten what it was told: the session lives on.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class LostStoreTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

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
}
