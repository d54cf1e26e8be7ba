using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

internal sealed partial class ResourceInstance
{
    [LoggerMessage(1, LogLevel.Information, "{Resource} started (process {ProcessId})")]
    private static partial void LogStarted(ILogger logger, string resource, int processId);

    [LoggerMessage(2, LogLevel.Information, "{Resource} stopped (exit code {ExitCode})")]
    private static partial void LogStopped(ILogger logger, string resource, int exitCode);

    [LoggerMessage(3, LogLevel.Information, "{Resource} finished")]
    private static partial void LogFinished(ILogger logger, string resource);

    [LoggerMessage(4, LogLevel.Error, "{Resource} ended unexpectedly with exit code {ExitCode}; its output is in {LogFile}")]
    private static partial void LogCrashed(ILogger logger, string resource, int exitCode, string logFile);

    [LoggerMessage(5, LogLevel.Error, "{Resource} failed to start: {Reason}")]
    private static partial void LogFailedToStart(ILogger logger, string resource, string reason);

    [LoggerMessage(6, LogLevel.Error, "A subscriber to the ready event of {Resource} failed")]
    private static partial void LogReadyFailed(ILogger logger, string resource, Exception exception);
}
