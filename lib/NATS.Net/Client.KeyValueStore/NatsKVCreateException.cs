namespace NATS.Client.KeyValueStore;

/// <summary>A create found the key alive.</summary>
public class NatsKVCreateException : NatsKVException
{
    internal NatsKVCreateException()
        : base("Key exists.")
    {
    }
}
