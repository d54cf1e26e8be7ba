using System.Diagnostics;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Keys;

namespace Plane.Tests.Drone;

/// <summary>A connect to a live key waits one second for the drone's word, and without it takes the key for unhealthy.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class TouchTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task A_touch_between_the_key_and_the_backend_is_not_told_that_there_is_none()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        for (var round = 0; round < 5; round++)
        {
            var (spawned, message) = await bench.Controller.ReserveAsync(bench.Drone, Serving, new BackendLimits());
            var reply = bench.Controller.SendAsync(message);
            while ((await bench.Controller.EntryAsync(spawned))!.State != KeyEntryState.Held)
            {
                // As a connect that meets the reservation: it looks until the drone has the key.
            }

            var touched = await bench.Controller.TouchAsync(bench.Drone, spawned.Backend);

            Assert.True((await reply).Accepted);
            Assert.NotNull(touched);
            await bench.TerminateAsync(spawned, TerminationKind.Hard);
            await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        }
    }

    [DockerFact("nats-server")]
    public async Task Two_hundred_touches_at_once_beside_spawns_are_answered_at_once()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartChildAsync();
        var ready = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(ready, BackendStatus.Ready);

        var spawns = Enumerable.Range(0, 4).Select(_ => bench.Controller.SpawnAsync(bench.Drone, Serving)).ToList();
        var took = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => TouchAsync(ready)));
        var all = await Task.WhenAll(spawns);

        Assert.True(took.Max() < TimeSpan.FromSeconds(1), $"The slowest took {took.Max().TotalMilliseconds} ms.");
        foreach (var spawned in all.Append(ready))
        {
            await bench.TerminateAsync(spawned, TerminationKind.Hard);
            await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        }

        async Task<TimeSpan> TouchAsync(SpawnedByHand spawned)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(BackendStatus.Ready, await bench.Controller.TouchAsync(bench.Drone, spawned.Backend));
            return Stopwatch.GetElapsedTime(began);
        }
    }
}
