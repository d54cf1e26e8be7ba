using System.Net;

namespace Plane.Drone.Proxy.Listeners;

internal static partial class GoneMachinesLog
{
    [LoggerMessage(2506, LogLevel.Debug, "{Client} acknowledges nothing any more; its connection ends")]
    public static partial void MachineGone(this ILogger log, EndPoint? client);
}
