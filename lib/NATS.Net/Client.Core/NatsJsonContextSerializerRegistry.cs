using System.Text.Json.Serialization;

namespace NATS.Client.Core;

/// <summary>Raw bytes, UTF-8 primitives, then JSON by source-generated contexts.</summary>
public sealed class NatsJsonContextSerializerRegistry(params JsonSerializerContext[] contexts) : INatsSerializerRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, object> _serializers = [];

    /// <inheritdoc/>
    public INatsSerialize<T> GetSerializer<T>() => Find<T>();

    /// <inheritdoc/>
    public INatsDeserialize<T> GetDeserializer<T>() => Find<T>();

    private INatsSerializer<T> Find<T>()
    {
        lock (_gate)
        {
            if (!_serializers.TryGetValue(typeof(T), out var known))
            {
                known = new NatsRawSerializer<T>(new NatsUtf8PrimitivesSerializer<T>(new NatsJsonContextSerializer<T>(contexts)));
                _serializers.Add(typeof(T), known);
            }

            return (INatsSerializer<T>)known;
        }
    }
}
