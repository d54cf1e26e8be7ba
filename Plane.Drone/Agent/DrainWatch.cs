using Plane.Contracts.Records;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Drone.Agent;

/// <summary>Follows whether somebody wants this drone drained, also what was said while it was away.</summary>
internal sealed class DrainWatch(AgentOptions options, LiveView<DrainIntent> drains, DroneLife life, ILogger<DrainWatch> log)
{
    private readonly string _key = DrainsStore.KeyOf(options.Cluster, options.Drone);

    /// <summary>Returns once <see cref="DroneLife.IsDraining"/> says what was wanted at the start.</summary>
    public async Task KnownAsync(CancellationToken token)
    {
        await drains.Listed.WaitAsync(token);
        Follow(drains.Current);
    }

    public async Task RunAsync(CancellationToken token)
    {
        await foreach (var snapshot in drains.FollowAsync(token))
        {
            Follow(snapshot);
        }
    }

    private void Follow(Snapshot<DrainIntent> snapshot)
    {
        var wanted = snapshot.Find(_key) is not null;
        if (wanted != life.IsDraining)
        {
            log.DrainWanted(wanted);
            life.IsDraining = wanted;
        }
    }
}
