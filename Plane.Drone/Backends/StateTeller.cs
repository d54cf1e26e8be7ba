using Plane.Domain.Backends;
using Plane.State.Backends;

namespace Plane.Drone.Backends;

/// <summary>Publishes the states of one backend after its record, beside its life: nothing waits for it but the end.</summary>
internal sealed class StateTeller(RecordKeeper record, StateHistory states, TimeSpan retryAfter, TimeProvider clock)
{
    /// <summary>Runs until the end of the backend is told.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            // Taken before the look, so that a change in between is not slept through.
            var changed = record.Changed;
            var stored = record.Stored;
            if (!await states.CatchUpAsync(stored.Value, stored.Revision, token))
            {
                await Task.Delay(retryAfter, clock, token);
            }
            else if (stored.Value.Status == BackendStatus.Terminated)
            {
                return;
            }
            else
            {
                await changed.WaitAsync(token);
            }
        }
    }
}
