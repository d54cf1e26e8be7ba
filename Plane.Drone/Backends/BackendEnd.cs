using Plane.Domain.Backends;
using Plane.Drone.Runtime;

namespace Plane.Drone.Backends;

/// <summary>How a life came to its end.</summary>
/// <param name="Order">Who wanted it; null where it ended by itself or never came.</param>
/// <param name="Exit">Of the program; null while it runs or where it never did.</param>
/// <param name="Phase">The status it was in.</param>
/// <param name="Fault">What went wrong; null where nothing did.</param>
internal sealed record BackendEnd(BackendStatus Phase, StopOrder? Order = null, BackendExit? Exit = null, string? Fault = null);
