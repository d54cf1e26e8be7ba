using System.Buffers;
using System.Text.Json;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Api;

/// <summary>
/// Reads a publish acknowledgement, <c>{"stream":"S","seq":1[,"duplicate":true][,"domain":"D"]}</c> or
/// <c>{"error":{…},"stream":"S","seq":0}</c>, by hand: it is on every write's path.
/// </summary>
internal sealed class PubAckDeserializer : INatsDeserialize<PubAckResponse>
{
    public static readonly PubAckDeserializer Default = new();

    // Most publishers write to few streams: their names are kept rather than made anew per acknowledgement.
    private readonly string?[] _names = new string?[64];

    public PubAckResponse? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return null;
        }

        var ack = new PubAckResponse();
        var reader = buffer.IsSingleSegment ? new Utf8JsonReader(buffer.FirstSpan) : new Utf8JsonReader(buffer);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, ack);
        }

        return ack;
    }

    private void ReadMember(ref Utf8JsonReader reader, PubAckResponse ack)
    {
        if (reader.ValueTextEquals("stream"u8))
        {
            reader.Read();
            ack.Stream = Name(ref reader);
        }
        else if (reader.ValueTextEquals("seq"u8))
        {
            reader.Read();
            ack.Seq = reader.GetUInt64();
        }
        else if (reader.ValueTextEquals("duplicate"u8))
        {
            reader.Read();
            ack.Duplicate = reader.GetBoolean();
        }
        else if (reader.ValueTextEquals("domain"u8))
        {
            reader.Read();
            ack.Domain = Name(ref reader);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            reader.Read();
            ack.Error = JsonSerializer.Deserialize(ref reader, ApiJsonContext.Default.ApiError);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private string? Name(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.IsEmpty)
        {
            return reader.GetString();
        }

        var span = reader.ValueSpan;
        ref var slot = ref _names[(span.Length + span[^1] + (span[span.Length / 2] << 2)) & 63];
        var name = slot;
        if (name is not null && reader.ValueTextEquals(name))
        {
            return name;
        }

        return slot = reader.GetString();
    }
}
