namespace NATS.Client.Core;

/// <summary>A subscription ended because of an error.</summary>
public sealed class NatsSubException : NatsException
{
    internal NatsSubException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
