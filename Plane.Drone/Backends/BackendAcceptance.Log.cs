using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

internal static partial class BackendAcceptanceLog
{
    [LoggerMessage(2241, LogLevel.Warning, "Whether the key of {Backend} is held is not known: it is given back")]
    public static partial void ReservationUncertain(this ILogger log, BackendId backend);

    [LoggerMessage(2242, LogLevel.Error, "The guard's journal of {Backend} cannot be written, so it is not started")]
    public static partial void JournalRefused(this ILogger log, Exception exception, BackendId backend);
}
