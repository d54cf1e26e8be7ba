namespace NATS.Client.JetStream;

/// <summary>
/// A publish was not acknowledged. It may have been stored all the same: repeat it with the same
/// <see cref="NatsJSPubOpts.MsgId"/> to be sure that it is stored once.
/// </summary>
public class NatsJSPublishNoResponseException : NatsJSException
{
    internal NatsJSPublishNoResponseException()
        : base("No acknowledgement for the JetStream publish.")
    {
    }
}
