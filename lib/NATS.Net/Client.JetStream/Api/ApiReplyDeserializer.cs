using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Api;

/// <summary>Reads a reply; a top-level <c>error</c> member decides which half of it.</summary>
internal sealed class ApiReplyDeserializer<T>(JsonTypeInfo<T> typeInfo, JsonTypeInfo<ApiError> errorInfo) : INatsDeserialize<ApiReply<T>>
    where T : class
{
    public ApiReply<T> Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return default;
        }

        var error = ReadError(buffer);
        if (error is not null)
        {
            return new ApiReply<T>(null, error);
        }

        var reader = new Utf8JsonReader(buffer);
        return new ApiReply<T>(JsonSerializer.Deserialize(ref reader, typeInfo), null);
    }

    private ApiError? ReadError(in ReadOnlySequence<byte> buffer)
    {
        var reader = new Utf8JsonReader(buffer);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isError = reader.ValueTextEquals("error"u8);
            reader.Read();
            if (isError && reader.TokenType == JsonTokenType.StartObject)
            {
                return JsonSerializer.Deserialize(ref reader, errorInfo);
            }

            reader.Skip();
        }

        return null;
    }
}
