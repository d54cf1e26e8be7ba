using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Drone.Backends;

/// <summary>What all leases of a drone have in common.</summary>
internal sealed record LeaseSettings(LeaseTimings Timings, TimeProvider Clock, Entropy Entropy, RenewalStops Stops, ILogger<LeaseKeeper> Log);
