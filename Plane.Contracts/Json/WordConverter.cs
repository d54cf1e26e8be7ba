using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plane.Contracts.Json;

/// <summary>An enum by the words of an API, which are not always C#'s.</summary>
public abstract class WordConverter<T>(params (T Value, string Word)[] words) : JsonConverter<T>
    where T : struct, Enum
{
    /// <summary>The word of a value.</summary>
    public string WordOf(T value) => words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Word;

    /// <summary>The value of a word, or null. Words are case-sensitive.</summary>
    public T? ValueOf(string? word)
    {
        foreach (var pair in words)
        {
            if (pair.Word == word)
            {
                return pair.Value;
            }
        }

        return null;
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? ValueOf(reader.GetString()) : null)
        ?? throw new JsonException($"One of {string.Join(", ", words.Select(static pair => $"\"{pair.Word}\""))} is expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(WordOf(value));
}
