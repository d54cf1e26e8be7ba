namespace NATS.Client.Core.Transport;

/// <summary>A server was reached, but the two could not agree.</summary>
internal sealed class HandshakeException : NatsException
{
    public HandshakeException(string message)
        : base(message)
    {
    }

    public HandshakeException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
