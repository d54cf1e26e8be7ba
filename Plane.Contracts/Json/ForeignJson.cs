using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Contracts.Json;

/// <summary>Reads what anybody who may publish can have put there.</summary>
public static class ForeignJson
{
    /// <returns>Null for what is no message of that form.</returns>
    public static T? Read<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(data, form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
