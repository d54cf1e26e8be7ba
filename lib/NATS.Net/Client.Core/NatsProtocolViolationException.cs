namespace NATS.Client.Core;

/// <summary>The peer sent what the protocol does not allow.</summary>
public sealed class NatsProtocolViolationException : NatsException
{
    internal NatsProtocolViolationException(string message)
        : base(message)
    {
    }
}
