using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>No server answered an API request in time: JetStream has no leader, is not reachable, or is overloaded.</summary>
public class NatsJSApiNoResponseException : NatsJSException
{
    internal NatsJSApiNoResponseException(NatsSubEndReason reason)
        : base($"No answer from the JetStream API ({reason}).") => Reason = reason;

    public NatsSubEndReason Reason { get; }
}
