namespace NATS.Client.Core;

/// <summary>The server did not answer in time.</summary>
public sealed class NatsTimeoutException : NatsException
{
    internal NatsTimeoutException(string message)
        : base(message)
    {
    }
}
