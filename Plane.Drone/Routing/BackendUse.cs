namespace Plane.Drone.Routing;

/// <summary>How much a backend is used at one moment.</summary>
/// <param name="Open">Requests in flight, streams and sockets.</param>
/// <param name="LastChange">
/// When one was last opened or closed, or the backend was touched, on the drone's monotonic clock. It differs after every change, so that two
/// equal values mean that nothing happened in between. While <paramref name="Open"/> is 0, the idle clock counts from here.
/// </param>
public readonly record struct BackendUse(int Open, TimeSpan LastChange);
