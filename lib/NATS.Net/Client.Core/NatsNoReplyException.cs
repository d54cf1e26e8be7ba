namespace NATS.Client.Core;

/// <summary>A request's time was up without a reply.</summary>
public sealed class NatsNoReplyException : NatsException
{
    /// <summary>No reply in time.</summary>
    public NatsNoReplyException()
        : base("No reply received")
    {
    }
}
