using Plane.Contracts.Records;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Keys;
using Plane.State.Time;

namespace Plane.Controller.Lifecycle;

/// <summary>When the reaper looks, and at what. It rests while NATS is silent and while the bucket of keys is too new to prove absence.</summary>
internal sealed class ReaperDuties(GrantGate gate, NatsContact contact, ServerClock serverClock, LeaseTimings timings, ControllerOptions options, TimeProvider clock)
{
    /// <summary>A spawn has three waits' time: for the drones that are asked, and for those who meet the reservation.</summary>
    private TimeSpan Patience => timings.ReservationWait * 3;

    public async Task NextRoundAsync(CancellationToken token)
    {
        do
        {
            await Task.Delay(timings.Heartbeat, clock, token);
        }
        while (contact.IsLost || !gate.IsOpen);
    }

    public ReaperAction Decide(Seen<BackendRecord> seen, bool droneIsGone) => ReaperPolicy.Decide(
        seen.Value, clock.Elapsed() - seen.At, Patience, droneIsGone, serverClock.Now - seen.Entry.Created, TimeSpan.FromHours(options.RetentionHours));
}
