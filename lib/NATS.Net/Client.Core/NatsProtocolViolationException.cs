namespace NATS.Client.Core;

/// <summary>The peer sent what the protocol does not allow.</summary>
public sealed class NatsProtocolViolationException(string message) : NatsException(message);
