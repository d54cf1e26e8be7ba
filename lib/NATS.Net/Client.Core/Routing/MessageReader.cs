using System.Buffers;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Telemetry;

namespace NATS.Client.Core.Routing;

/// <summary>Makes the message that a reader gets out of a frame.</summary>
internal static class MessageReader
{
    private const int NoResponders = 503;

    public static NatsMsg<T> Read<T>(byte[] buffer, in ServerFrame frame, string subject, NatsConnection connection, INatsDeserialize<T> deserializer)
    {
        var opts = connection.Opts;
        var replyTo = frame.ReplyTo.IsPresent ? opts.SubjectEncoding.GetString(frame.ReplyTo.Of(buffer)) : null;
        var headers = frame.Headers.IsPresent ? ReadHeaders(frame.Headers.Of(buffer), opts) : null;
        var data = default(T);
        var flags = NatsMsgFlags.None;
        if (frame.Payload.Length == 0)
        {
            flags = headers?.Code == NoResponders ? NatsMsgFlags.Empty | NatsMsgFlags.NoResponders : NatsMsgFlags.Empty;
        }

        // A status message has no payload that would mean anything to the reader's type.
        if (frame.Payload.Length > 0 || headers is not { Code: > 0 })
        {
            data = ReadData(buffer, frame.Payload, deserializer, ref headers);
        }

        var size = frame.Subject.Length + frame.ReplyTo.Length + frame.Headers.Length + frame.Payload.Length;
        if (NatsTelemetry.Source.HasListeners())
        {
            headers = Spans.StartReceive(connection, subject, replyTo, headers, frame.Payload.Length, size);
        }

        return new NatsMsg<T>(subject, replyTo, size, headers, data, connection, flags);
    }

    private static NatsHeaders ReadHeaders(ReadOnlySpan<byte> block, NatsOpts opts)
    {
        var headers = new NatsHeaders();
        if (!HeaderBlock.TryRead(block, headers, opts.HeaderEncoding))
        {
            headers.Error = new NatsHeaderParseException(block.ToArray(), new NatsProtocolViolationException("The header block is malformed."));
        }

        return headers;
    }

    private static T? ReadData<T>(byte[] buffer, Slice payload, INatsDeserialize<T> deserializer, ref NatsHeaders? headers)
    {
        try
        {
            return deserializer.Deserialize(new ReadOnlySequence<byte>(buffer, payload.Start, payload.Length));
        }
        catch (Exception e)
        {
            // The message is delivered all the same: its reader decides.
            headers ??= new NatsHeaders();
            headers.Error ??= new NatsDeserializeException(payload.Of(buffer).ToArray(), e);
            return default;
        }
    }
}
