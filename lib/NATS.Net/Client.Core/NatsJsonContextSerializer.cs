using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NATS.Client.Core;

/// <summary>JSON by source-generated contexts; the first context that knows the type is used.</summary>
public sealed class NatsJsonContextSerializer<T> : INatsSerializer<T>
{
    private readonly JsonSerializerContext[] _contexts;
    private readonly INatsSerializer<T>? _next;
    private readonly JsonTypeInfo<T>? _type;

    /// <summary>Falls back to <paramref name="next"/> for a type the contexts do not know.</summary>
    public NatsJsonContextSerializer(JsonSerializerContext[] contexts, INatsSerializer<T>? next = default)
    {
        _contexts = contexts;
        _next = next;
        _type = contexts.Select(c => c.GetTypeInfo(typeof(T))).OfType<JsonTypeInfo<T>>().FirstOrDefault();
    }

    /// <summary>Falls back to <paramref name="next"/> for a type the context does not know.</summary>
    public NatsJsonContextSerializer(JsonSerializerContext context, INatsSerializer<T>? next = default)
        : this([context], next)
    {
    }

    /// <inheritdoc/>
    public INatsSerializer<T> CombineWith(INatsSerializer<T> next) => new NatsJsonContextSerializer<T>(_contexts, next);

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        if (_type is null)
        {
            Next("serialize").Serialize(bufferWriter, value);
            return;
        }

        using var json = new Utf8JsonWriter(bufferWriter);
        JsonSerializer.Serialize(json, value, _type);
    }

    /// <inheritdoc/>
    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (_type is null)
        {
            return Next("deserialize").Deserialize(buffer);
        }

        if (buffer.IsEmpty)
        {
            return default;
        }

        var json = new Utf8JsonReader(buffer);
        return JsonSerializer.Deserialize(ref json, _type);
    }

    private INatsSerializer<T> Next(string verb) => _next ?? throw new NatsException($"Can't {verb} {typeof(T)}");
}
