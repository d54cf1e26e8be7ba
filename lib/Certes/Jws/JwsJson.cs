using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Certes.Jws;

/// <summary>How ACME's JSON is read and written: camelCase, words of enumerations in lower case, nulls left out.</summary>
internal static class JwsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] ToUtf8<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>By what the value is, not by what it is declared as.</summary>
    public static byte[] ToUtf8(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    /// <exception cref="JsonException">Not of that shape.</exception>
    public static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Options);
}
