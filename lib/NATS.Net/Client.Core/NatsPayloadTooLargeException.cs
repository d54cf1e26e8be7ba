namespace NATS.Client.Core;

/// <summary>Headers and payload are bigger than the server's max_payload; nothing was sent.</summary>
public sealed class NatsPayloadTooLargeException : NatsException
{
    internal NatsPayloadTooLargeException(string error)
        : base(error)
    {
    }
}
