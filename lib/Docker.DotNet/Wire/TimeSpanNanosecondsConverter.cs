using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docker.DotNet.Wire;

/// <summary>A span as a Go duration, a whole number of nanoseconds.</summary>
internal sealed class TimeSpanNanosecondsConverter : JsonConverter<TimeSpan>
{
    public override bool HandleNull => true;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? TimeSpan.Zero : TimeSpan.FromTicks(reader.GetInt64() / TimeSpan.NanosecondsPerTick);

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Ticks * TimeSpan.NanosecondsPerTick);
}
