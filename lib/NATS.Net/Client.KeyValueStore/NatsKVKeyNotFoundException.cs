namespace NATS.Client.KeyValueStore;

/// <summary>The key was never written, is purged, or has expired.</summary>
public class NatsKVKeyNotFoundException : NatsKVException
{
    internal NatsKVKeyNotFoundException()
        : base("Key not found.")
    {
    }
}
