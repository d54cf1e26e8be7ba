using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Tests.Contracts;

/// <summary>One wire record: its name, and how it is written and read back.</summary>
internal sealed record GoldenSample(string Name, Func<string> Write, Func<string, string> ReadAndWrite)
{
    public static GoldenSample Of<T>(string name, T value, JsonTypeInfo<T> json) => new(
        name,
        () => JsonSerializer.Serialize(value, json),
        text => JsonSerializer.Serialize(JsonSerializer.Deserialize(text, json)!, json));
}
