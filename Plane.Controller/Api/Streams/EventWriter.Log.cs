namespace Plane.Controller.Api.Streams;

internal static partial class EventWriterLog
{
    [LoggerMessage(1081, LogLevel.Debug, "The client of {Path} took nothing for {Limit} and is let go of")]
    public static partial void ClientTakesNothing(this ILogger log, string path, TimeSpan limit);
}
