namespace Plane.Controller.Api.Nats;

internal static partial class RequestAnswersLog
{
    [LoggerMessage(1054, LogLevel.Error, "A request on {Subject} failed at the store")]
    public static partial void StoreFailed(this ILogger log, Exception exception, string subject);

    [LoggerMessage(1055, LogLevel.Warning, "A request to end backend {Backend} of cluster {Cluster}, which is not known, has nothing to end")]
    public static partial void NothingToEnd(this ILogger log, string backend, string cluster);
}
