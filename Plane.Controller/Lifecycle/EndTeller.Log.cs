namespace Plane.Controller.Lifecycle;

internal static partial class EndTellerLog
{
    [LoggerMessage(1034, LogLevel.Error, "Telling the ends of backends broke off; it is tried again")]
    public static partial void TellingBroke(this ILogger log, Exception exception);
}
