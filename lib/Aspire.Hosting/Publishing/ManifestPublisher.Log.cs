using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

internal sealed partial class ManifestPublisher
{
    [LoggerMessage(20, LogLevel.Information, "Published manifest to: {Path}")]
    private static partial void LogPublished(ILogger logger, string path);

    [LoggerMessage(21, LogLevel.Error, "The manifest was not written: {Reason}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string reason);
}
