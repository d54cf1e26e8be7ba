namespace NATS.Client.KeyValueStore;

/// <summary>A create found the key alive.</summary>
public class NatsKVCreateException : NatsKVException
{
    public NatsKVCreateException()
        : base("Key exists.")
    {
    }
}
