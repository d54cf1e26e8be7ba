using NATS.Client.Core;
using NATS.Client.Serializers.Json;

namespace NATS.Net;

/// <summary>Raw bytes, UTF-8 primitives, then JSON with default options.</summary>
public class NatsClientDefaultSerializerRegistry : INatsSerializerRegistry
{
    /// <summary>It has no state.</summary>
    public static readonly NatsClientDefaultSerializerRegistry Default = new();

    /// <inheritdoc/>
    public INatsSerialize<T> GetSerializer<T>() => Chain<T>.Instance;

    /// <inheritdoc/>
    public INatsDeserialize<T> GetDeserializer<T>() => Chain<T>.Instance;

    private static class Chain<T>
    {
        public static readonly INatsSerializer<T> Instance
            = new NatsRawSerializer<T>(new NatsUtf8PrimitivesSerializer<T>(NatsJsonSerializer<T>.Default));
    }
}
