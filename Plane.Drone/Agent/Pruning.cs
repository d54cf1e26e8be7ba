using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Runtime;

namespace Plane.Drone.Agent;

/// <summary>Has the runtime clean up every so often, by the drone's options.</summary>
internal sealed class Pruning(AgentOptions options, IRuntime runtime, BackendRoster roster, Prefetching prefetching, LeaseTimings timings, TimeProvider clock, ILogger<Pruning> log)
{
    /// <summary>As often as a lease lives: 60 s, and quicker where all times are scaled.</summary>
    private TimeSpan Every => timings.Ttl;

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            await Task.Delay(Every, clock, token);
            await PruneAsync(token);
        }
    }

    private async Task PruneAsync(CancellationToken token)
    {
        if (runtime is not IPrunable prunable)
        {
            return;
        }

        try
        {
            var living = roster.All.Select(static supervisor => supervisor.Backend).ToHashSet();
            var order = new PruneOrder(options.PruneContainersAfter, options.PruneImages, options.PruneImagesAfter, living, prefetching.Wanted);
            var (containers, images) = await prunable.PruneAsync(order, token);
            if (containers + images > 0)
            {
                log.Pruned(containers, images);
            }
        }
        catch (RuntimeException exception)
        {
            log.EngineAway(exception);
        }
    }
}
