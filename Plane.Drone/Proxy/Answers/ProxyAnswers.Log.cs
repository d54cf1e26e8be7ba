using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Answers;

internal static partial class ProxyAnswersLog
{
    [LoggerMessage(2521, LogLevel.Debug, "Answered {Status}: {Why} Backend {Backend}, error id {ErrorId}")]
    public static partial void Refused(this ILogger log, int status, string why, BackendId? backend, string errorId);
}
