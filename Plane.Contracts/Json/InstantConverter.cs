using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plane.Contracts.Json;

/// <summary>A time as the NATS API writes it: RFC 3339, in UTC, with a <c>Z</c>. Any offset is read.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) ? time : throw new JsonException("A time as of RFC 3339 is expected.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
