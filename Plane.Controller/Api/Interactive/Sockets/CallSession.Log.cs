namespace Plane.Controller.Api.Interactive.Sockets;

internal static partial class CallSessionLog
{
    [LoggerMessage(1114, LogLevel.Debug, "The connection of a call is lost")]
    public static partial void ConnectionLost(this ILogger log, Exception exception);

    [LoggerMessage(1115, LogLevel.Debug, "A client does not take what it is owed after its call was called off; it is let go of")]
    public static partial void ClientTakesNothing(this ILogger log);
}
