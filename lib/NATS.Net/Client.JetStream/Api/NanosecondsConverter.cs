using System.Text.Json;
using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Api;

/// <summary>Durations are integers in nanoseconds; a tick is 100 of them.</summary>
internal sealed class NanosecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TimeSpan.FromTicks(reader.GetInt64() / TimeSpan.NanosecondsPerTick);

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
        => writer.WriteNumberValue(checked(value.Ticks * TimeSpan.NanosecondsPerTick));
}
