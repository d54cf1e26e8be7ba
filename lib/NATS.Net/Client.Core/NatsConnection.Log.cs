using Microsoft.Extensions.Logging;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    [LoggerMessage(9000, LogLevel.Information, "Connected to {Server}")]
    private partial void LogConnected(ServerAddress server);

    [LoggerMessage(9001, LogLevel.Warning, "Lost the connection to {Server}; reconnecting: {Reason}")]
    private partial void LogLost(ServerAddress server, string reason);

    [LoggerMessage(9002, LogLevel.Warning, "Could not connect to {Server}: {Reason}")]
    private partial void LogAttemptFailed(ServerAddress server, string reason);

    [LoggerMessage(9003, LogLevel.Error, "Gave up connecting: {Reason}")]
    private partial void LogGaveUp(string reason);

    [LoggerMessage(9004, LogLevel.Warning, "Server error: {Error}")]
    private partial void LogServerError(string error);

    [LoggerMessage(9005, LogLevel.Information, "{Server} is about to shut down (lame duck mode)")]
    private partial void LogLameDuck(ServerAddress server);

    [LoggerMessage(9006, LogLevel.Warning, "The subscription on {Subject} is slow: messages are dropped with {Pending} pending")]
    private partial void LogSlowConsumer(string subject, int pending);
}
