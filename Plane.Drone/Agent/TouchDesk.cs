using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Domain.Backends;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Routing;

namespace Plane.Drone.Agent;

/// <summary>Answers touches: either the stop that was about to come is off, or it is too late and the answer says so.</summary>
internal sealed class TouchDesk(BackendRoster roster, ConnectionLedger ledger, LeaseTimings timings, TimeProvider clock)
{
    public async Task<TouchReply> TouchAsync(TouchMessage message, NatsHeaders? headers, CancellationToken token)
    {
        if (roster.Find(message.Backend) is not { } supervisor)
        {
            return new TouchReply(null);
        }

        if (ledger.Touch(message.Backend))
        {
            return new TouchReply(supervisor.Status);
        }

        // There is no way back: wait for the record to say so, but not so long that the caller gives this drone up.
        await Task.WhenAny(supervisor.Orders.Told, Task.Delay(timings.RetryEvery / 4, clock, token));
        return new TouchReply(supervisor.Status.IsAlive() ? BackendStatus.Terminating : supervisor.Status);
    }
}
