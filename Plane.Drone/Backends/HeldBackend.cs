using Plane.Drone.Guard;
using Plane.Drone.Runtime;

namespace Plane.Drone.Backends;

/// <summary>A backend whose key this drone holds: what a supervisor begins with.</summary>
/// <param name="Launch">How to create it. After a re-adoption the environment is empty: it runs already.</param>
/// <param name="Running">What runs already; null for a new backend.</param>
/// <param name="Elapsed">Since the connect began, for phase timings; zero after a re-adoption.</param>
/// <param name="LifetimeEnd">On the drone's clock; null for no limit.</param>
internal sealed record HeldBackend(
    BackendLaunch Launch,
    LeaseKeeper Lease,
    RecordKeeper Record,
    BackendJournal Journal,
    StopOrders Orders,
    StartedBackend? Running,
    TimeSpan Elapsed,
    TimeSpan? LifetimeEnd);
