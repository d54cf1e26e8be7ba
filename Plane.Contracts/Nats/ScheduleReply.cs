using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plane.Contracts.Nats;

/// <summary>NATS API §1.5.2, late form: <c>{"Scheduled":{…}}</c> or the bare string <c>"NoDroneAvailable"</c>.</summary>
[JsonConverter(typeof(ScheduleReplyConverter))]
public sealed record ScheduleReply(ScheduledBackend? Scheduled)
{
    public static ScheduleReply NoDroneAvailable { get; } = new((ScheduledBackend?)null);
}

/// <param name="Drone">Where it runs.</param>
/// <param name="BackendId">Which it is.</param>
/// <param name="BearerToken">Left out where none was asked for.</param>
/// <param name="Spawned">False where the lock's present holder is returned.</param>
public sealed record ScheduledBackend(
    string Drone,
    string BackendId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BearerToken,
    bool Spawned)
{
    public override string ToString() => $"{BackendId} on {Drone}";
}

internal sealed class ScheduleReplyConverter : JsonConverter<ScheduleReply>
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
        var scheduled = JsonSerializer.Deserialize(ref reader, Json.NatsJson.Default.ScheduledBackend);
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
        JsonSerializer.Serialize(writer, value.Scheduled, Json.NatsJson.Default.ScheduledBackend);
        writer.WriteEndObject();
    }
}
