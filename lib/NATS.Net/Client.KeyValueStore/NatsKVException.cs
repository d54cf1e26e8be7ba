using NATS.Client.JetStream;

namespace NATS.Client.KeyValueStore;

/// <summary>Something is wrong with a bucket, a key or a write to it.</summary>
public class NatsKVException : NatsJSException
{
    public NatsKVException(string message)
        : base(message)
    {
    }

    public NatsKVException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
