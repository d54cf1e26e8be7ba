using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Executor;

internal static partial class ExecutorRuntimeLog
{
    [LoggerMessage(2021, LogLevel.Information, "Connected to the executor at {Path}")]
    public static partial void ExecutorConnected(this ILogger log, string path);

    [LoggerMessage(2022, LogLevel.Warning, "The connection to the executor at {Path} is over; connecting again")]
    public static partial void ExecutorGone(this ILogger log, string path);

    [LoggerMessage(2023, LogLevel.Warning, "There is no executor at {Path}; trying again for ever")]
    public static partial void ExecutorAway(this ILogger log, Exception exception, string path);

    [LoggerMessage(2024, LogLevel.Warning, "The executor said something that means nothing: {Reason}")]
    public static partial void ExecutorRubbish(this ILogger log, string reason);

    [LoggerMessage(2025, LogLevel.Warning, "{Backend} does not listen any more after an interruption of the executor's connection: it counts as ended")]
    public static partial void ExecutorLost(this ILogger log, BackendId backend);

    [LoggerMessage(2026, LogLevel.Warning, "The executor has not ended {Backend} yet; asking again")]
    public static partial void ExecutorEndRepeats(this ILogger log, Exception exception, BackendId backend);
}
