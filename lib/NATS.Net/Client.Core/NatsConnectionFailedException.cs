namespace NATS.Client.Core;

/// <summary>The connection was given up; only a new one helps.</summary>
public sealed class NatsConnectionFailedException : NatsException
{
    /// <summary>The message is for an operator.</summary>
    internal NatsConnectionFailedException(string message)
        : base(message)
    {
    }

    /// <summary>The message is for an operator.</summary>
    internal NatsConnectionFailedException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
