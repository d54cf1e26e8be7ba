namespace Plane.Drone.Proxy;

internal static partial class PublicPipelineLog
{
    [LoggerMessage(2271, LogLevel.Debug, "The client of request {Request} left before it was answered")]
    public static partial void ClientLeft(this ILogger log, string request);
}
