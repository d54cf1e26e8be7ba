namespace Plane.Controller.Api.Interactive.Http;

internal static partial class InteractiveFrameLog
{
    [LoggerMessage(1116, LogLevel.Error, "A request below /api failed")]
    public static partial void RequestBroke(this ILogger log, Exception exception);
}
