using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>Shorthands for acknowledgements.</summary>
public static class NatsJSExtensions
{
    /// <exception cref="NatsJSApiException">The publish was refused.</exception>
    /// <exception cref="NatsJSDuplicateMessageException">It had been stored before.</exception>
    public static void EnsureSuccess(this PubAckResponse ack)
    {
        ArgumentNullException.ThrowIfNull(ack);
        if (ack.Error is { } error)
        {
            throw new NatsJSApiException(error);
        }

        if (ack.Duplicate)
        {
            throw new NatsJSDuplicateMessageException(ack.Seq);
        }
    }

    /// <summary>True when the message was stored now: neither refused nor a duplicate.</summary>
    public static bool IsSuccess(this PubAckResponse ack)
    {
        ArgumentNullException.ThrowIfNull(ack);
        return ack.Error is null && !ack.Duplicate;
    }

    public static ValueTask NakAsync<T>(this INatsJSMsg<T> msg, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(msg);
        return msg.NakAsync(new AckOpts { NakDelay = delay }, cancellationToken);
    }

    public static ValueTask AckTerminateAsync<T>(this INatsJSMsg<T> msg, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(msg);
        return msg.AckTerminateAsync(new AckOpts { TerminateReason = reason }, cancellationToken);
    }
}
