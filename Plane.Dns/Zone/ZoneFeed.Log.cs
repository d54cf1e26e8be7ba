namespace Plane.Dns.Zone;

internal static partial class ZoneFeedLog
{
    [LoggerMessage(4011, LogLevel.Error, "The zones could not be built from the state: the last ones are served on")]
    public static partial void ZonesNotBuilt(this ILogger log, Exception exception);
}
