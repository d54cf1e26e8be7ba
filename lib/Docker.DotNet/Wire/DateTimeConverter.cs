using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docker.DotNet.Wire;

/// <summary>
/// Times as the engine writes them: RFC 3339 with up to nine decimals, Unix seconds in the lists, an empty string or null where there
/// is none. Always UTC; what is finer than 100 ns is cut off.
/// </summary>
internal sealed class DateTimeConverter : JsonConverter<DateTime>
{
    private const int TickDigits = 7;

    public override bool HandleNull => true;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.Number => DateTime.UnixEpoch.AddSeconds(reader.GetInt64()),
        JsonTokenType.String => Parse(reader.GetString()),
        _ => throw new JsonException($"A time was expected, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    internal static DateTime Parse(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }

        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParse(CutDecimals(text), CultureInfo.InvariantCulture, styles, out var time)
            ? time
            : throw new JsonException($"'{text}' is not a time.");
    }

    private static string CutDecimals(string text)
    {
        var first = text.IndexOf('.', StringComparison.Ordinal) + 1;
        if (first == 0)
        {
            return text;
        }

        var end = first;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - first <= TickDigits ? text : string.Concat(text.AsSpan(0, first + TickDigits), text.AsSpan(end));
    }
}
