using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

internal sealed partial class AppOrchestrator
{
    [LoggerMessage(10, LogLevel.Error, "Stopping {Resource} failed")]
    private static partial void LogStopFailed(ILogger logger, string resource, Exception exception);

    [LoggerMessage(11, LogLevel.Warning, "Asked again: what has not stopped is killed")]
    private static partial void LogHurry(ILogger logger);
}
