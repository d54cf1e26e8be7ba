using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>
/// A token's <c>auth</c> as a header value: compact, keys in order at every level, everything outside printable ASCII as <c>\u</c> escapes. The order is
/// part of the contract: backends sign and compare the text.
/// </summary>
internal static class UserDataJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonElement auth)
    {
        if (auth.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return "{}";
        }

        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Compact))
        {
            WriteSorted(writer, auth);
        }

        return Escaped(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();

                // Of a name that comes twice the last counts, as everywhere in JSON's practice.
                foreach (var property in element.EnumerateObject().GroupBy(static property => property.Name, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Key);
                    WriteSorted(writer, property.Last().Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>In JSON text such characters stand inside strings only, so that escaping them one UTF-16 unit at a time is right.</summary>
    private static string Escaped(string json)
    {
        if (json.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return json;
        }

        var text = new StringBuilder(json.Length + 32);
        foreach (var unit in json)
        {
            _ = unit is >= ' ' and <= '~' ? text.Append(unit) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        }

        return text.ToString();
    }
}
