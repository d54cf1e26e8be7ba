using System.Text.Json;

namespace Docker.DotNet.Wire;

/// <inheritdoc/>
internal sealed class BooleanConverter : NullIsDefaultConverter<bool>
{
    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);

    protected override bool ReadValue(ref Utf8JsonReader reader) => reader.GetBoolean();
}
