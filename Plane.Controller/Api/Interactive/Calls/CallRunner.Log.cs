namespace Plane.Controller.Api.Interactive.Calls;

internal static partial class CallRunnerLog
{
    [LoggerMessage(1111, LogLevel.Error, "The call {Call} broke")]
    public static partial void CallBroke(this ILogger log, Exception exception, string call);

    [LoggerMessage(1112, LogLevel.Warning, "The call {Call} failed because NATS could not be asked")]
    public static partial void StoreFailed(this ILogger log, Exception exception, string call);

    [LoggerMessage(1113, LogLevel.Information, "{User} runs the call {Call}")]
    public static partial void CallBegins(this ILogger log, string user, string call);
}
