namespace NATS.Client.Core;

/// <summary>Raw bytes and UTF-8 primitives; objects need another registry.</summary>
public class NatsDefaultSerializerRegistry : INatsSerializerRegistry
{
    /// <summary>It has no state.</summary>
    public static readonly NatsDefaultSerializerRegistry Default = new();

    /// <inheritdoc/>
    public INatsSerialize<T> GetSerializer<T>() => NatsDefaultSerializer<T>.Default;

    /// <inheritdoc/>
    public INatsDeserialize<T> GetDeserializer<T>() => NatsDefaultSerializer<T>.Default;
}
