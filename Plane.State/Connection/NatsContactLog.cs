using Microsoft.Extensions.Logging;

namespace Plane.State.Connection;

internal static partial class NatsContactLog
{
    [LoggerMessage(3031, LogLevel.Warning, "NATS has not answered for {Silence}")]
    public static partial void ContactLost(this ILogger log, TimeSpan silence);

    [LoggerMessage(3032, LogLevel.Information, "NATS answers again")]
    public static partial void ContactBack(this ILogger log);

    [LoggerMessage(3033, LogLevel.Debug, "NATS did not answer a ping")]
    public static partial void NoAnswer(this ILogger log, Exception exception);
}
