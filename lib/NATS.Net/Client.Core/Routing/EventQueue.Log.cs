using Microsoft.Extensions.Logging;

namespace NATS.Client.Core.Routing;

internal sealed partial class EventQueue
{
    [LoggerMessage(9020, LogLevel.Error, "An event handler of the NATS connection failed")]
    private partial void LogHandlerFailed(Exception e);
}
