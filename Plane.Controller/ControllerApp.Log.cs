namespace Plane.Controller;

internal static partial class ControllerAppLog
{
    [LoggerMessage(1001, LogLevel.Warning, "The configuration file {File} has no effect yet")]
    public static partial void ConfigFileWithoutEffect(this ILogger log, string file);
}
