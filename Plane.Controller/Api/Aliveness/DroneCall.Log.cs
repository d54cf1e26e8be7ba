using Plane.Domain.Identity;

namespace Plane.Controller.Api.Aliveness;

internal static partial class DroneCallLog
{
    [LoggerMessage(1091, LogLevel.Warning, "Drone {Drone} did not answer a question about backend {Backend}")]
    public static partial void QuestionUnanswered(this ILogger log, Exception exception, BackendId backend, DroneId drone);
}
