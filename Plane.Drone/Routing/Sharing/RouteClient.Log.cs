using Plane.Domain.Identity;

namespace Plane.Drone.Routing.Sharing;

internal static partial class RouteClientLog
{
    [LoggerMessage(2621, LogLevel.Information, "The agent has told its routes; containers are dialled from here")]
    public static partial void AgentCame(this ILogger log);

    [LoggerMessage(2622, LogLevel.Information, "The agent has gone; its backends are served from what it told last")]
    public static partial void AgentLeft(this ILogger log);

    [LoggerMessage(2623, LogLevel.Warning, "The agent could not be understood; asked again in {RetryAfter}")]
    public static partial void NotUnderstood(this ILogger log, Exception exception, TimeSpan retryAfter);

    [LoggerMessage(2624, LogLevel.Warning, "The agent did not say within {Limit} whether {Backend} may be used; it is used")]
    public static partial void AgentSilent(this ILogger log, BackendId backend, TimeSpan limit);

    [LoggerMessage(2625, LogLevel.Warning, "{Path} is no path for a socket, it may be too long; requests go through the agent's internal listener")]
    public static partial void NoSuchPath(this ILogger log, Exception exception, string path);
}
