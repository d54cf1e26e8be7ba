using NATS.Client.Core;
using Plane.Domain.Keys;
using Plane.Drone.Routing;
using Plane.Drone.Runtime;
using Plane.State.Backends;

namespace Plane.Drone.Backends;

/// <summary>What every supervisor of a drone works with.</summary>
internal sealed record BackendServices(
    IRuntime Runtime,
    RouteTable Routes,
    ConnectionLedger Ledger,
    INatsConnection Connection,
    StateHistory States,
    LeaseTimings Timings,
    SupervisorOptions Options,
    TimeProvider Clock,
    ILoggerFactory Logs);
