using Plane.Contracts.Records;
using Plane.State.Buckets;
using Plane.State.Time;

namespace Plane.Controller.Lifecycle;

/// <summary>The NATS servers' wall clock, read off the newest heartbeat: a controller's own may be set anyhow.</summary>
internal sealed class ServerClock(LiveView<DroneRecord> drones, TimeProvider clock)
{
    /// <summary>Null while no drone is heard of. Late by a message's way at most.</summary>
    public DateTimeOffset? Now =>
        drones.Current.Entries.Values.MaxBy(static seen => seen.Entry.Created) is { } newest ? newest.Entry.Created + (clock.Elapsed() - newest.At) : null;
}
