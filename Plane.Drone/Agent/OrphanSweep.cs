using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Runtime;

namespace Plane.Drone.Agent;

/// <summary>
/// Deals with what is there under this drone's name and supervised by nobody: a container that an engine made after its caller was gone, a
/// backend whose supervisor broke. It is taken back or ended, as at a start of the drone.
/// </summary>
internal sealed class OrphanSweep(BackendRoster roster, Census census, Readoption readoption, DroneLife life, LeaseTimings timings, TimeProvider clock, ILogger<OrphanSweep> log)
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
        var alone = (await census.NamesAsync(token)).Where(backend => roster.Find(backend) is null).ToHashSet();

        // Seen twice: what is only just ending, or only just beginning, is left out.
        foreach (var backend in alone.Intersect(_suspects))
        {
            var left = await census.LookAsync(backend, token);
            if (roster.Find(backend) is null && !left.IsSettled)
            {
                log.Orphan(backend);
                await readoption.TakeBackAsync(left, life.Number, token);
            }
        }

        _suspects = alone;
    }
}
