using System.Text;
using System.Text.Json;

namespace Plane.Cli.Nats;

/// <summary>An entry of a bucket as it was written.</summary>
/// <param name="Created">The NATS server's time stamp.</param>
/// <param name="Value">JSON; null for an entry that was deleted.</param>
internal sealed record StateEntry(string Bucket, string Key, ulong Revision, DateTimeOffset Created, byte[]? Value)
{
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("bucket", Bucket);
            json.WriteString("key", Key);
            json.WriteNumber("revision", Revision);
            json.WriteString("time", Created);
            json.WritePropertyName("value");
            WriteValue(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Whoever may write to a bucket can put something there that is no JSON.</summary>
    private void WriteValue(Utf8JsonWriter json)
    {
        if (Value is null)
        {
            json.WriteNullValue();
            return;
        }

        try
        {
            json.WriteRawValue(Value);
        }
        catch (JsonException)
        {
            json.WriteStringValue(Encoding.UTF8.GetString(Value));
        }
    }
}
