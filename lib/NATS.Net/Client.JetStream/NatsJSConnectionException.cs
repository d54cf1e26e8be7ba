namespace NATS.Client.JetStream;

/// <summary>The connection under a consumer is closed for good.</summary>
public class NatsJSConnectionException : NatsJSException
{
    internal NatsJSConnectionException(string reason)
        : base(reason) => Reason = reason;

    public string Reason { get; }
}
