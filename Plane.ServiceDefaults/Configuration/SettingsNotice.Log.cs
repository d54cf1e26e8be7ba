using Microsoft.Extensions.Logging;

namespace Plane.ServiceDefaults.Configuration;

internal static partial class SettingsNoticeLog
{
    [LoggerMessage(5010, LogLevel.Warning, "Setting without effect: {Fault}")]
    public static partial void SettingWithoutEffect(this ILogger log, string fault);
}
