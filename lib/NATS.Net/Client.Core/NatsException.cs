namespace NATS.Client.Core;

/// <summary>Base of everything this client throws about the peer or the wire.</summary>
public class NatsException : Exception
{
    /// <summary>The message is for an operator.</summary>
    public NatsException(string message)
        : base(message)
    {
    }

    /// <summary>The message is for an operator.</summary>
    public NatsException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
