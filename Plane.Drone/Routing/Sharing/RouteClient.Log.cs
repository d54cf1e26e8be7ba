namespace Plane.Drone.Routing.Sharing;

internal static partial class RouteClientLog
{
    [LoggerMessage(2621, LogLevel.Information, "The agent has told its routes; containers are dialled from here")]
    public static partial void AgentCame(this ILogger log);

    [LoggerMessage(2622, LogLevel.Information, "The agent has gone; its backends are served from what it told last")]
    public static partial void AgentLeft(this ILogger log);

    [LoggerMessage(2623, LogLevel.Warning, "The agent could not be understood; asked again in {RetryAfter}")]
    public static partial void NotUnderstood(this ILogger log, Exception exception, TimeSpan retryAfter);
}
