using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;

namespace NATS.Client.JetStream.Api;

/// <summary>Writes an API request as JSON.</summary>
internal sealed class ApiRequestSerializer<T>(JsonTypeInfo<T> typeInfo) : INatsSerialize<T>
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        var writer = _writer ??= new Utf8JsonWriter(Stream.Null);
        writer.Reset(bufferWriter);
        try
        {
            JsonSerializer.Serialize(writer, value, typeInfo);
            writer.Flush();
        }
        finally
        {
            writer.Reset(Stream.Null);
        }
    }
}
