using System.Text.Json;

namespace Docker.DotNet.Wire;

/// <inheritdoc/>
internal sealed class UInt64Converter : NullIsDefaultConverter<ulong>
{
    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    protected override ulong ReadValue(ref Utf8JsonReader reader) => reader.GetUInt64();
}
