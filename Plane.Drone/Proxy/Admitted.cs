using Plane.Contracts.Records;
using Plane.Drone.Proxy.Targets;
using Plane.Drone.Proxy.Tokens;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy;

/// <summary>A request that may reach a backend.</summary>
/// <param name="Record">As last known; it may still be on its way, or ending.</param>
/// <param name="Request">What the backend is asked for.</param>
/// <param name="Port">One of its further ports; null for the one without a name.</param>
internal sealed record Admitted(BackendRecord Record, Ticket Ticket, RequestTarget Request, RouteKind Route, int? Port);
