using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.State.Intents;

namespace Plane.Tests.Drone;

/// <summary>Images that are there before anybody asks for them.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class PrefetchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [DockerFact("nats-server", "docker-registry")]
    public async Task A_drone_pulls_the_list_at_its_start_and_at_each_change_and_tells_what_fails()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var registry = await DockerRegistry.StartAsync();
        var first = await registry.PublishAsync(TestImage.Http);
        var second = await registry.PublishAsync(TestImage.Exits, "other:1");
        var missing = $"{registry.Host}/nothing/here:1";
        var store = bench.Services.GetRequiredService<PrefetchStore>();
        await PutAsync(store, new PrefetchImage(first, PullPolicy.IfNotPresent));

        await bench.StartDroneAsync();
        var started = await UntilAsync(bench, PrefetchPhase.Present);
        await PutAsync(store, new PrefetchImage(missing, PullPolicy.IfNotPresent), new PrefetchImage(second, PullPolicy.Always));
        var changed = await UntilAsync(bench, PrefetchPhase.Failed, PrefetchPhase.Present);

        Assert.Equal(new PrefetchState(first, PrefetchPhase.Present, null), Assert.Single(started.Prefetch));
        Assert.Contains(missing, changed.Prefetch[0].Error, StringComparison.Ordinal);
        Assert.Contains(ImageHash.Of(second), changed.Images);
        Assert.Contains(second, await bench.Engine.ListImagesAsync());

        // What failed is tried again by itself.
        var late = await registry.PublishAsync(TestImage.Http, "nothing/here:1");
        Assert.Equal(missing, late);
        await UntilAsync(bench, PrefetchPhase.Present, PrefetchPhase.Present);
        await PutAsync(store);
        await UntilAsync(bench);
        foreach (var image in new[] { first, second, late })
        {
            await bench.Engine.RemoveImageAsync(image);
        }
    }

    private static async Task PutAsync(PrefetchStore store, params PrefetchImage[] images) =>
        Assert.True((await store.PutAsync(HandController.Cluster, new PrefetchIntent([.. images]), default)).IsStored);

    private static async Task<DroneRecord> UntilAsync(DroneBench bench, params PrefetchPhase[] phases)
    {
        DroneRecord? record = null;
        await Poll.UntilAsync(
            async () => (record = await bench.Controller.ReadyDroneAsync(bench.Drone)).Prefetch.Select(static state => state.Phase).SequenceEqual(phases), Patience, $"the list to be {string.Join(", ", phases)}");
        return record!;
    }
}
