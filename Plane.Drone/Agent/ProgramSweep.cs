using Plane.Domain.Keys;
using Plane.Drone.Runtime;

namespace Plane.Drone.Agent;

/// <summary>
/// Ends programs that were run for controllers and are followed by nobody: at the drone's start those of a life that was killed, later such as could not
/// be killed when they were called off.
/// </summary>
internal sealed class ProgramSweep(IRuntime runtime, LeaseTimings timings, TimeProvider clock, ILogger<ProgramSweep> log)
{
    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            await Task.Delay(await TrySweepAsync(token) ? timings.DroneFresh : timings.RetryEvery, clock, token);
        }
    }

    /// <returns>False while the engine does not answer.</returns>
    private async Task<bool> TrySweepAsync(CancellationToken token)
    {
        try
        {
            await (runtime is IExecutes executing ? executing.EndLeftProgramsAsync(token) : Task.CompletedTask);
            return true;
        }
        catch (RuntimeException exception)
        {
            log.EngineAway(exception);
            return false;
        }
    }
}
