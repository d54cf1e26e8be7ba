using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;

namespace Plane.Drone.Agent;

/// <summary>Removes what is there under this drone's name and supervised by nobody: for example a container that an engine made after its caller was gone.</summary>
internal sealed class OrphanSweep(BackendRoster roster, IRuntime runtime, GuardJournal journal, LeaseTimings timings, TimeProvider clock, ILogger<OrphanSweep> log)
{
    private HashSet<BackendId> _suspects = [];

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            await Task.Delay(timings.KeyFresh, clock, token);
            try
            {
                await SweepAsync(token);
            }
            catch (RuntimeException exception)
            {
                log.EngineAway(exception);
            }
        }
    }

    private async Task SweepAsync(CancellationToken token)
    {
        var alone = (await runtime.ListAsync(token)).Select(static found => found.Backend).Where(backend => roster.Find(backend) is null).ToHashSet();

        // Seen twice: what is only just ending, or only just beginning, is left out.
        foreach (var backend in alone.Intersect(_suspects))
        {
            log.Orphan(backend);
            await runtime.RemoveAsync(backend, token);
            journal.Remove(backend.Value);
        }

        _suspects = alone;
    }
}
