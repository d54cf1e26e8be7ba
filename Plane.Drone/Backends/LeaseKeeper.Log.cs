using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

internal static partial class LeaseKeeperLog
{
    [LoggerMessage(2201, LogLevel.Warning, "The lease of {Backend} is {Age} old and its renewal is not acknowledged")]
    public static partial void RenewalUnanswered(this ILogger log, BackendId backend, TimeSpan age);

    [LoggerMessage(2202, LogLevel.Error, "The lease of {Backend} could not be renewed: it is asked to stop")]
    public static partial void LeaseEnding(this ILogger log, BackendId backend);

    [LoggerMessage(2203, LogLevel.Error, "The lease of {Backend} is over: it is killed")]
    public static partial void LeaseOver(this ILogger log, BackendId backend);

    [LoggerMessage(2204, LogLevel.Error, "The key of {Backend} is held by another: it is killed")]
    public static partial void LeaseLost(this ILogger log, BackendId backend);

    [LoggerMessage(2205, LogLevel.Warning, "The key entry of {Backend} is gone before its time; it is created once more")]
    public static partial void LeaseGone(this ILogger log, BackendId backend);

    [LoggerMessage(2206, LogLevel.Error, "A newer life of this drone has {Backend}: it is left alone")]
    public static partial void Succeeded(this ILogger log, BackendId backend);

    [LoggerMessage(2207, LogLevel.Error, "The guard cannot be told the new deadline of {Backend}")]
    public static partial void JournalNotWritten(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2208, LogLevel.Warning, "The store lost its last writes of the key of {Backend}: revision {Found} stands there instead of {Known}, and is renewed")]
    public static partial void LeaseFellBack(this ILogger log, BackendId backend, ulong known, ulong found);
}
