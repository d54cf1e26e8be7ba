namespace Plane.Drone.Guard;

internal static partial class GuardKeeperLog
{
    [LoggerMessage(2101, LogLevel.Information, "The guard watches, process {ProcessId}")]
    public static partial void GuardStarted(this ILogger log, int processId);

    [LoggerMessage(2102, LogLevel.Error, "There is no guard, so nothing is spawned; trying again")]
    public static partial void GuardNotStarted(this ILogger log, Exception exception);
}
