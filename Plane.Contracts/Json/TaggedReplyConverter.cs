using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Contracts.Json;

/// <summary>Externally tagged, as the NATS API spells unions: <c>{"Scheduled":{…}}</c>, or a bare word for none.</summary>
/// <param name="none">That word.</param>
public abstract class TaggedReplyConverter<TReply, TBody>(string none) : JsonConverter<TReply>
    where TBody : class
{
    private const string Tag = "Scheduled";

    public sealed override TReply Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(none))
        {
            return ReplyOf(null);
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(Tag))
        {
            throw new JsonException($"An object with \"{Tag}\" or the string \"{none}\" is expected.");
        }

        reader.Read();
        var body = JsonSerializer.Deserialize(ref reader, BodyType);
        reader.Read();
        return ReplyOf(body);
    }

    public sealed override void Write(Utf8JsonWriter writer, TReply value, JsonSerializerOptions options)
    {
        if (BodyOf(value) is not { } body)
        {
            writer.WriteStringValue(none);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName(Tag);
        JsonSerializer.Serialize(writer, body, BodyType);
        writer.WriteEndObject();
    }

    protected abstract JsonTypeInfo<TBody> BodyType { get; }

    protected abstract TBody? BodyOf(TReply reply);

    protected abstract TReply ReplyOf(TBody? body);
}
