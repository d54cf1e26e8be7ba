using System.Buffers;
using System.Text.Json;
using NATS.Client.Core;

namespace NATS.Client.Serializers.Json;

/// <summary>JSON by reflection, for every type: it is the end of a chain.</summary>
public sealed class NatsJsonSerializer<T> : INatsSerializer<T>
{
    private static readonly JsonSerializerOptions DefaultOptions = new();

    private readonly JsonSerializerOptions _options;

    /// <summary>Default JSON options.</summary>
    public NatsJsonSerializer()
        : this(DefaultOptions)
    {
    }

    /// <summary>Own JSON options; indentation is ignored.</summary>
    public NatsJsonSerializer(JsonSerializerOptions opts) => _options = opts;

    /// <summary>Default JSON options.</summary>
    public static NatsJsonSerializer<T> Default { get; } = new();

    /// <summary>Fails: nothing is left over for a next one.</summary>
    public INatsSerializer<T> CombineWith(INatsSerializer<T> next) => throw new NotSupportedException("JSON takes every type: it must be the last serializer of a chain.");

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        using var json = new Utf8JsonWriter(bufferWriter, new JsonWriterOptions { SkipValidation = true, Encoder = _options.Encoder });
        JsonSerializer.Serialize(json, value, _options);
    }

    /// <inheritdoc/>
    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return default;
        }

        var json = new Utf8JsonReader(buffer, new JsonReaderOptions
        {
            AllowTrailingCommas = _options.AllowTrailingCommas,
            CommentHandling = _options.ReadCommentHandling,
            MaxDepth = _options.MaxDepth,
        });
        return JsonSerializer.Deserialize<T>(ref json, _options);
    }
}
