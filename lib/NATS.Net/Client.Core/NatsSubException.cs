namespace NATS.Client.Core;

/// <summary>A subscription ended because of an error.</summary>
public sealed class NatsSubException(string message, Exception exception) : NatsException(message, exception);
