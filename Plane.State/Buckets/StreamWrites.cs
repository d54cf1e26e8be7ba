using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Plane.State.Connection;

namespace Plane.State.Buckets;

/// <summary>Publishes into a stream and says what happened instead of throwing.</summary>
internal static class StreamWrites
{
    private const int WrongLastSequence = 10071;

    /// <param name="name">What is written to, for the log.</param>
    public static async ValueTask<WriteOutcome> WriteAsync(
        this JetStream jetStream, string subject, byte[] payload, NatsJSPubOpts options, NatsHeaders? headers, string name, ILogger log, CancellationToken token)
    {
        try
        {
            var ack = await jetStream.Context.PublishAsync(subject, payload, NatsRawSerializer<byte[]>.Default, options, headers, token);
            if (ack.Error is null)
            {
                return WriteOutcome.Stored(ack.Seq);
            }

            if (ack.Error.ErrCode == WrongLastSequence)
            {
                return WriteOutcome.Conflict;
            }

            log.WriteRefused(name, ack.Error.ErrCode, ack.Error.Description);
            return WriteOutcome.Unanswered;
        }
        catch (NatsException exception)
        {
            log.WriteUnanswered(exception, name);
            return WriteOutcome.Unanswered;
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            log.WriteUnanswered(exception, name);
            return WriteOutcome.Unanswered;
        }
    }
}
