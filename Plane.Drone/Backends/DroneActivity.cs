using System.Diagnostics;
using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

/// <summary>The drone's spans.</summary>
internal static class DroneActivity
{
    public static readonly ActivitySource Source = new("Plane.Drone");

    public static Activity? Begin(string name, BackendId backend, ActivityContext parent = default)
    {
        var span = Source.StartActivity(name, ActivityKind.Internal, parent);
        span?.SetTag("plane.backend", backend.Value);
        return span;
    }
}
