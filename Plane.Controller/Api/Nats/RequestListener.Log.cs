namespace Plane.Controller.Api.Nats;

internal static partial class RequestListenerLog
{
    [LoggerMessage(1051, LogLevel.Warning, "A message on {Subject} has no reply subject and is skipped")]
    public static partial void NobodyToAnswer(this ILogger log, string subject);

    [LoggerMessage(1052, LogLevel.Error, "A message on {Subject} could not be answered")]
    public static partial void NotAnswered(this ILogger log, Exception exception, string subject);

    [LoggerMessage(1053, LogLevel.Warning, "The subscription for {Subject} broke off and starts again")]
    public static partial void ListeningBroke(this ILogger log, Exception exception, string subject);
}
