namespace Plane.Drone.Routing.Sharing;

internal static partial class RouteServerLog
{
    [LoggerMessage(2611, LogLevel.Warning, "A proxy in a process of its own cannot be served at {Path}; it will send its requests through the internal listener")]
    public static partial void CannotListen(this ILogger log, Exception exception, string path);

    [LoggerMessage(2612, LogLevel.Information, "The proxy's process has connected")]
    public static partial void ProxyCame(this ILogger log);

    [LoggerMessage(2613, LogLevel.Information, "The proxy's process has gone; what it had open counts for as long as it lives")]
    public static partial void ProxyLeft(this ILogger log);

    [LoggerMessage(2615, LogLevel.Warning, "No connection of a proxy's process could be taken; tried again in {RetryAfter}")]
    public static partial void CannotAccept(this ILogger log, Exception exception, TimeSpan retryAfter);

    [LoggerMessage(2614, LogLevel.Warning, "The connection to the proxy's process broke")]
    public static partial void LinkBroke(this ILogger log, Exception exception);
}
