using NATS.Client.Core;

namespace NATS.Client.Serializers.Json;

/// <summary>JSON by reflection for every type, strings and bytes included.</summary>
public sealed class NatsJsonSerializerRegistry : INatsSerializerRegistry
{
    /// <summary>It has no state.</summary>
    public static readonly NatsJsonSerializerRegistry Default = new();

    /// <inheritdoc/>
    public INatsSerialize<T> GetSerializer<T>() => NatsJsonSerializer<T>.Default;

    /// <inheritdoc/>
    public INatsDeserialize<T> GetDeserializer<T>() => NatsJsonSerializer<T>.Default;
}
