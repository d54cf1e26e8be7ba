using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Holding;

internal static partial class BackendGateLog
{
    [LoggerMessage(2511, LogLevel.Debug, "A request for {Backend} is held; it is {State}")]
    public static partial void Held(this ILogger log, BackendId backend, BackendStatus state);
}
