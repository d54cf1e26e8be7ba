namespace Plane.Controller.Api.Nats;

internal static partial class ScheduleAnswersLog
{
    [LoggerMessage(1054, LogLevel.Error, "A schedule request failed at the store")]
    public static partial void StoreFailed(this ILogger log, Exception exception);
}
