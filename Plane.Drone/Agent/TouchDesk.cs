using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Domain.Backends;
using Plane.Drone.Backends;
using Plane.Drone.Routing;

namespace Plane.Drone.Agent;

/// <summary>Answers touches: either the stop that was about to come is off, or it is too late and the answer says so.</summary>
internal sealed class TouchDesk(BackendRoster roster, SpawnDesk spawns, ConnectionLedger ledger, TimeProvider clock)
{
    /// <summary>Half of what a caller waits for an answer (docs/architecture.md, "Connect"): one that comes later is none.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    public async Task<TouchReply> TouchAsync(TouchMessage message, NatsHeaders? headers, CancellationToken token)
    {
        if (roster.Find(message.Backend) is null)
        {
            // The key names this drone a moment before the backend has its supervisor; whoever read it in between must not hear that it is unknown.
            await WithinLimitAsync(spawns.AnsweredAsync(message.Backend), token);
        }

        if (roster.Find(message.Backend) is not { } supervisor)
        {
            return new TouchReply(null);
        }

        if (ledger.Touch(message.Backend))
        {
            return new TouchReply(supervisor.Status);
        }

        // There is no way back: wait for the record to say so, but not so long that the caller gives this drone up.
        await WithinLimitAsync(supervisor.Orders.Told, token);
        return new TouchReply(supervisor.Status.IsAlive() ? BackendStatus.Terminating : supervisor.Status);
    }

    private async Task WithinLimitAsync(Task awaited, CancellationToken token)
    {
        if (!awaited.IsCompleted)
        {
            await Task.WhenAny(awaited, Task.Delay(Longest, clock, token));
        }
    }
}
