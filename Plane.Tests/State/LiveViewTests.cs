using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Drones;
using Plane.State.Keys;
using Plane.State.Secrets;

namespace Plane.Tests.State;

public sealed class LiveViewTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task A_view_lists_what_is_there_and_follows_what_comes()
    {
        var writer = (await store.StartProgramAsync()).GetRequiredService<BackendsStore>();
        await writer.CreateAsync(Samples.Record("early"), None);
        var view = await ViewAsync();
        await view.Listed.WaitAsync(Limit);
        Assert.NotNull(view.Current.Find("early"));

        var late = await writer.CreateAsync(Samples.Record("late"), None);
        await writer.UpdateAsync(Samples.Record("late", BackendStatus.Ready), late.Revision, None);

        var seen = await view.WaitAsync("late", static seen => seen?.Value.Status == BackendStatus.Ready, Limit, None);
        Assert.True(seen!.Revision > late.Revision);
    }

    [PeerFact]
    public async Task A_view_that_forgets_drops_what_the_bucket_let_go_of_when_something_comes()
    {
        var program = await store.StartProgramAsync(static services =>
            services.AddView<DroneRecord>(static buckets => new(buckets.Drones, "*.*", static key => key) { ForgetsExpired = true }));
        var (view, drones) = (program.GetRequiredService<LiveView<DroneRecord>>(), program.GetRequiredService<DronesStore>());
        await drones.PutAsync(Drone("dr-old"), None);
        await view.WaitAsync(KeyOf("dr-old"), static seen => seen is not null, Limit, None);

        await Poll.UntilAsync(
            async () =>
            {
                await drones.PutAsync(Drone("dr-new"), None);
                return view.Current.Find(KeyOf("dr-old")) is null && view.Current.Find(KeyOf("dr-new")) is not null;
            },
            Limit,
            "the old entry to be forgotten");
    }

    [PeerFact]
    public async Task A_reservation_of_an_id_is_no_backend()
    {
        var writer = (await store.StartProgramAsync()).GetRequiredService<BackendsStore>();
        await writer.ReserveIdAsync(BackendId.Parse("chosen"), KeyName.Parse("", "k"), None);
        await writer.CreateAsync(Samples.Record("after"), None);
        var view = await ViewAsync();

        await view.WaitAsync("after", static seen => seen is not null, Limit, None);
        Assert.Null(view.Current.Find("chosen"));
    }

    [PeerFact]
    public async Task An_entry_is_found_by_its_second_name_as_long_as_it_has_it()
    {
        var writer = (await store.StartProgramAsync()).GetRequiredService<BackendsStore>();
        var view = await ViewAsync();
        var named = await writer.CreateAsync(Samples.Record("named") with { StaticTokenHash = "hash" }, None);
        await view.WaitAsync("named", static seen => seen is not null, Limit, None);
        Assert.Equal("named", view.Current.FindIndexed("hash")?.Value.Backend.Value);

        await writer.UpdateAsync(Samples.Record("named") with { StaticTokenHash = "other" }, named.Revision, None);

        await view.WaitAsync("named", seen => seen?.Revision > named.Revision, Limit, None);
        Assert.Null(view.Current.FindIndexed("hash"));
        Assert.NotNull(view.Current.FindIndexed("other"));
    }

    [PeerFact]
    public async Task Waiting_for_what_does_not_come_ends_at_the_limit()
    {
        var view = await ViewAsync();

        await Assert.ThrowsAsync<TimeoutException>(async () => await view.WaitAsync("never", static seen => seen is not null, TimeSpan.FromMilliseconds(50), None));
    }

    [PeerFact]
    public async Task Sequences_only_rise_and_revisions_of_a_key_never_fall()
    {
        var writer = (await store.StartProgramAsync()).GetRequiredService<BackendsStore>();
        var view = await ViewAsync();
        using var stop = new CancellationTokenSource();
        var watching = ReadAsync(view, stop.Token);
        var last = await writer.CreateAsync(Samples.Record("busy"), None);
        for (var i = 0; i < 300; i++)
        {
            last = await writer.UpdateAsync(Samples.Record("busy", i % 2 == 0 ? BackendStatus.Loading : BackendStatus.Starting), last.Revision, None);
        }

        await view.WaitAsync("busy", seen => seen?.Revision == last.Revision, Limit, None);
        await stop.CancelAsync();
        var read = await watching;

        Assert.Equal(read.Select(static pair => pair.Sequence).Order(), read.Select(static pair => pair.Sequence));
        Assert.Equal(read.Select(static pair => pair.Revision).Order(), read.Select(static pair => pair.Revision));
    }

    [PeerFact]
    public async Task Two_programs_that_ask_at_once_get_the_same_cluster_secret()
    {
        var programs = await Task.WhenAll(store.StartProgramAsync(), store.StartProgramAsync());

        var secrets = await Task.WhenAll(programs.Select(static program => program.GetRequiredService<ClusterSecrets>().OfAsync(Samples.Cluster, None).AsTask()));

        Assert.Equal(secrets[0].ToBytes(), secrets[1].ToBytes());
    }

    [PeerFact]
    public async Task Keys_are_granted_one_ttl_after_the_bucket_was_made_or_at_once_where_nothing_can_run_yet()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        var began = TimeProvider.System.GetTimestamp();
        var first = await store.StartProgramAsync(server, static services => services.AddSingleton(new GrantOptions()).AddSingleton<GrantGate>().AddHostedService(static provider => provider.GetRequiredService<GrantGate>()));
        var gate = first.GetRequiredService<GrantGate>();

        Assert.False(gate.IsOpen);
        await gate.Opened.WaitAsync(Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), StoreFixture.Timings.Ttl, Limit);

        await using var fresh = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        var second = await store.StartProgramAsync(fresh, static services => services.AddSingleton(new GrantOptions(FreshStore: true)).AddSingleton<GrantGate>().AddHostedService(static provider => provider.GetRequiredService<GrantGate>()));
        var quick = TimeProvider.System.GetTimestamp();
        await second.GetRequiredService<GrantGate>().Opened.WaitAsync(Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(quick), TimeSpan.Zero, StoreFixture.Timings.Ttl * 0.9);
    }

    private static async Task<List<(long Sequence, ulong Revision)>> ReadAsync(LiveView<BackendRecord> view, CancellationToken token)
    {
        var read = new List<(long, ulong)>();
        try
        {
            await foreach (var snapshot in view.FollowAsync(token))
            {
                read.Add((snapshot.Sequence, snapshot.Find("busy")?.Revision ?? 0));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }

        return read;
    }

    private async Task<LiveView<BackendRecord>> ViewAsync()
    {
        var program = await store.StartProgramAsync(static services => services.AddBackendsView(cluster: null));
        return program.GetRequiredService<LiveView<BackendRecord>>();
    }

    private static string KeyOf(string drone) => DronesStore.KeyOf(ClusterName.Parse("c.test"), DroneId.Parse(drone));

    private static DroneRecord Drone(string id) => new()
    {
        Cluster = ClusterName.Parse("c.test"),
        Drone = DroneId.Parse(id),
        Incarnation = 1,
        IsAgent = true,
        IsProxy = true,
        State = DroneState.Ready,
        Pool = "",
        Version = "1",
    };
}
