using System.Text.Json;
using System.Text.Json.Serialization;
using Plane.Contracts.Nats;

namespace Plane.Contracts.Json;

/// <summary>Externally tagged, as the NATS API spells unions.</summary>
public sealed class ScheduleReplyConverter : JsonConverter<ScheduleReply>
{
    private const string Tag = "Scheduled";
    private const string None = "NoDroneAvailable";

    public override ScheduleReply Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(None))
        {
            return ScheduleReply.NoDroneAvailable;
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(Tag))
        {
            throw new JsonException($"An object with \"{Tag}\" or the string \"{None}\" is expected.");
        }

        reader.Read();
        var scheduled = JsonSerializer.Deserialize(ref reader, NatsJson.Default.ScheduledBackend);
        reader.Read();
        return new ScheduleReply(scheduled);
    }

    public override void Write(Utf8JsonWriter writer, ScheduleReply value, JsonSerializerOptions options)
    {
        if (value.Scheduled is null)
        {
            writer.WriteStringValue(None);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName(Tag);
        JsonSerializer.Serialize(writer, value.Scheduled, NatsJson.Default.ScheduledBackend);
        writer.WriteEndObject();
    }
}
