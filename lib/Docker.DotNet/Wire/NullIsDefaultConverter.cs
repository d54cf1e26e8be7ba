using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docker.DotNet.Wire;

/// <summary>Takes a null for a value that cannot be null: the engine writes one wherever a Go pointer or slice is nil.</summary>
internal abstract class NullIsDefaultConverter<T> : JsonConverter<T>
    where T : struct
{
    public sealed override bool HandleNull => true;

    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default : ReadValue(ref reader);

    protected abstract T ReadValue(ref Utf8JsonReader reader);
}
