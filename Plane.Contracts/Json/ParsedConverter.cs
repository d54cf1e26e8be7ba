using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plane.Contracts.Json;

/// <summary>Reads a string through a domain type's own parser, so that no half-valid id gets past the wire.</summary>
public abstract class ParsedConverter<T>(Func<string, T?> parse, Func<T, string> text, string what) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"{what} must be a string.");
        }

        return parse(reader.GetString()!) ?? throw new JsonException($"This is not a valid {what}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));
}
