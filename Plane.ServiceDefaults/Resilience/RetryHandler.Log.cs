using Microsoft.Extensions.Logging;

namespace Plane.ServiceDefaults.Resilience;

internal sealed partial class RetryHandler
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "{Method} to {Host} at attempt {Attempt}: {Status}{Error}; trying again")]
    private static partial void LogRepeat(ILogger logger, HttpMethod method, string? host, int? status, HttpRequestError? error, int attempt);
}
