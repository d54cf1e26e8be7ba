namespace Plane.Controller.Connect;

internal static partial class ConnectGuardLog
{
    [LoggerMessage(1061, LogLevel.Warning, "A connect failed because NATS could not be asked")]
    public static partial void StoreFailed(this ILogger log, Exception exception);
}
