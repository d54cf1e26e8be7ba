using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Domain.Backends;
using Plane.Drone.Routing;

namespace Plane.Tests.Drone;

/// <summary>What ends a backend, and what keeps it.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class StopTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };
    private static readonly BackendSpec Stubborn = new() { Image = TestImage.Stubborn.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task An_open_connection_keeps_it_and_the_last_close_starts_the_clock()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartDroneAsync();
        var ledger = drone.Services.GetRequiredService<ConnectionLedger>();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: 1));
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        using (ledger.Enter(spawned.Backend))
        {
            // Longer than the limit, measured by another backend that has the same one.
            var other = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: 1));
            await bench.Controller.UntilAsync(other, BackendStatus.Terminated);
            Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(spawned)).Status);
        }

        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        Assert.Equal(TerminationReason.Swept, ended.Reason);
    }

    [DockerFact("nats-server")]
    public async Task After_the_last_close_it_has_the_grace_of_its_drone_where_that_is_longer()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartDroneAsync("--Plane:Drone:IdleGraceSeconds=300");
        var ledger = drone.Services.GetRequiredService<ConnectionLedger>();
        var (brief, lasting) = (await SpawnAsync(1), await SpawnAsync(3000));

        async Task<SpawnedByHand> SpawnAsync(int maxIdle)
        {
            var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: maxIdle));
            await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
            ledger.Enter(spawned.Backend)!.Dispose();
            return spawned;
        }

        async Task<long?> LeftAsync(SpawnedByHand spawned) => (await bench.Controller.ActivityAsync(bench.Drone, spawned.Backend))!.StopsInMilliseconds;

        Assert.InRange((await LeftAsync(brief))!.Value, 240_000, 300_000);
        Assert.InRange((await LeftAsync(lasting))!.Value, 2_940_000, 3_000_000);
    }

    [DockerFact("nats-server")]
    public async Task Touches_put_the_idle_stop_off_until_it_is_sent()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();

        // A limit that is far longer than it takes to ask again, on a busy machine too.
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: 4));
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var other = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: 5));
        await Poll.UntilAsync(
            async () =>
            {
                Assert.Equal(BackendStatus.Ready, await bench.Controller.TouchAsync(bench.Drone, spawned.Backend));
                return (await bench.Controller.RecordAsync(other)).Status == BackendStatus.Terminated;
            },
            TimeSpan.FromSeconds(30),
            "the untouched one to end");

        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        Assert.Equal(TerminationReason.Swept, ended.Reason);
        await Poll.UntilAsync(async () => await bench.Controller.TouchAsync(bench.Drone, spawned.Backend) is null, TimeSpan.FromSeconds(30), "the drone to have nothing left of it");
    }

    [DockerFact("nats-server")]
    public async Task Its_lifetime_ends_it_whoever_is_connected()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(LifetimeSeconds: 3));
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        using var open = drone.Services.GetRequiredService<ConnectionLedger>().Enter(spawned.Backend);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal(TerminationReason.Swept, ended.Reason);
        Assert.True(open!.Closing.IsCancellationRequested);
    }

    [DockerFact("nats-server")]
    public async Task A_soft_terminate_gives_it_its_grace_and_deletes_the_intent()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.Engine.EnsureAsync(TestImage.Stubborn);
        await bench.StartDroneAsync();
        var polite = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var stubborn = await bench.Controller.SpawnAsync(bench.Drone, Stubborn, new BackendLimits(GraceSeconds: 1));
        await bench.Controller.UntilAsync(polite, BackendStatus.Ready);
        await bench.Controller.UntilAsync(stubborn, BackendStatus.Ready);

        await bench.TerminateAsync(polite, TerminationKind.Soft);
        await bench.TerminateAsync(stubborn, TerminationKind.Soft);
        var first = await bench.Controller.UntilAsync(polite, BackendStatus.Terminated);
        var second = await bench.Controller.UntilAsync(stubborn, BackendStatus.Terminated);

        Assert.Equal((TerminationReason.External, TerminationKind.Soft, 0, BackendStatus.Ready), (first.Reason, first.Kind, first.ExitCode, first.LastStatus));
        Assert.Equal((TerminationKind.Soft, 137), (second.Kind, second.ExitCode));
        await bench.Controller.UntilFreeAsync(polite);
        await bench.UntilNoIntentAsync(polite);
        await bench.UntilNoIntentAsync(stubborn);
    }

    [DockerFact("nats-server")]
    public async Task A_hard_terminate_overtakes_a_soft_one()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Stubborn);
        await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Stubborn, new BackendLimits(GraceSeconds: 600));
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        await bench.TerminateAsync(spawned, TerminationKind.Soft);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminating);
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((TerminationKind.Hard, 137, BackendStatus.Ready), (ended.Kind, ended.ExitCode, ended.LastStatus));
    }

    [DockerFact("nats-server")]
    public async Task A_drone_told_to_stop_and_terminate_leaves_nothing()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartDroneAsync("--Plane:Drone:OnStop=terminate");
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        await bench.StopDroneAsync(drone);

        Assert.False(await bench.HasContainerAsync(spawned));
        Assert.Equal(BackendStatus.Terminated, (await bench.Controller.RecordAsync(spawned)).Status);
        Assert.Null(await bench.Controller.EntryAsync(spawned));
    }

    [DockerFact("nats-server")]
    public async Task A_container_that_somebody_removes_ends_the_backend()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        await bench.Engine.RemoveContainersAsync(spawned.Container);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((null, null), (ended.Reason, ended.Kind));
        await bench.Controller.UntilFreeAsync(spawned);
    }
}
