using Plane.Contracts.Http;

namespace Plane.Controller.Api.Errors;

internal static partial class ErrorAnswersLog
{
    [LoggerMessage(1041, LogLevel.Error, "Request failed, error {Id}: {Kind}, {Reason}")]
    public static partial void Failed(this ILogger log, Exception? cause, string id, ErrorKind kind, string reason);

    [LoggerMessage(1043, LogLevel.Information, "Not healthy yet or not any more, error {Id}: {Reason}")]
    public static partial void Unhealthy(this ILogger log, string id, string reason);

    // The message may quote the request, so it stays out.
    [LoggerMessage(1042, LogLevel.Warning, "Request refused, error {Id}: {Kind}, {Status}")]
    public static partial void Refused(this ILogger log, Exception? cause, string id, ErrorKind kind, int status);
}
