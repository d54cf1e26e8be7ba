namespace Plane.Controller.Api.Access;

internal static partial class ForwardAuthLog
{
    [LoggerMessage(1071, LogLevel.Error, "{Url} does not say whether requests may pass, so that they are refused")]
    public static partial void NoVerdict(this ILogger log, Exception exception, Uri url);
}
