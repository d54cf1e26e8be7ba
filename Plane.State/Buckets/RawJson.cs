using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;

namespace Plane.State.Buckets;

/// <summary>JSON by a source-generated type, for NATS.</summary>
public sealed class RawJson<T>(JsonTypeInfo<T> json) : INatsSerialize<T>, INatsDeserialize<T>
{
    public static RawJson<T> Of(JsonTypeInfo<T> json) => new(json);

    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        using var writer = new Utf8JsonWriter(bufferWriter);
        JsonSerializer.Serialize(writer, value, json);
    }

    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return default;
        }

        var reader = new Utf8JsonReader(buffer);
        return JsonSerializer.Deserialize(ref reader, json);
    }
}
