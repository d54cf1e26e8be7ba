namespace NATS.Client.Core;

/// <summary>Nobody listens on the subject of the request (status 503).</summary>
public sealed class NatsNoRespondersException : NatsException
{
    /// <summary>Nobody listens.</summary>
    public NatsNoRespondersException()
        : base("No responders")
    {
    }
}
