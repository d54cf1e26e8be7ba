using System.Globalization;
using System.Text;
using NATS.Client.Core;

namespace NATS.Client.JetStream.Delivery;

/// <summary>A message as a consumer hands it out.</summary>
internal sealed class DeliveredMsg<T>(NatsMsg<T> msg, NatsJSContext context) : INatsJSMsg<T>
{
    private static readonly ReadOnlyMemory<byte> Ack = "+ACK"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Nak = "-NAK"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Progress = "+WPI"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Term = "+TERM"u8.ToArray();

    public string Subject => msg.Subject;

    public string? ReplyTo => msg.ReplyTo;

    public int Size => msg.Size;

    public NatsHeaders? Headers => msg.Headers;

    public INatsConnection? Connection => msg.Connection;

    public T? Data => msg.Data;

    public NatsException? Error => msg.Error;

    public NatsJSMsgMetadata? Metadata => AckSubject.TryParse(msg.ReplyTo, out var parsed) ? parsed.ToMetadata() : null;

    public void EnsureSuccess() => msg.EnsureSuccess();

    public ValueTask AckAsync(AckOpts? opts = default, CancellationToken cancellationToken = default)
        => SendAsync(Ack, opts, cancellationToken);

    public ValueTask NakAsync(AckOpts? opts = default, CancellationToken cancellationToken = default)
    {
        if (opts?.NakDelay is not { } delay || delay <= TimeSpan.Zero)
        {
            return SendAsync(Nak, opts, cancellationToken);
        }

        var nanoseconds = checked(delay.Ticks * TimeSpan.NanosecondsPerTick);
        return SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"-NAK {{\"delay\": {nanoseconds}}}")), opts, cancellationToken);
    }

    public ValueTask AckProgressAsync(AckOpts? opts = default, CancellationToken cancellationToken = default)
        => SendAsync(Progress, opts, cancellationToken);

    public ValueTask AckTerminateAsync(AckOpts? opts = default, CancellationToken cancellationToken = default)
        => SendAsync(opts?.TerminateReason is { Length: > 0 } reason ? Encoding.UTF8.GetBytes($"+TERM {reason}") : Term, opts, cancellationToken);

    private async ValueTask SendAsync(ReadOnlyMemory<byte> payload, AckOpts? opts, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(msg.ReplyTo))
        {
            throw new NatsJSException("The message has no reply subject: there is nothing to acknowledge.");
        }

        var raw = NatsRawSerializer<ReadOnlyMemory<byte>>.Default;
        if (!(opts?.DoubleAck ?? context.Opts.DoubleAck))
        {
            await context.Connection.PublishAsync(msg.ReplyTo, payload, serializer: raw, cancellationToken: cancellationToken);
            return;
        }

        try
        {
            var confirmation = await context.Connection.RequestAsync(msg.ReplyTo, payload, null, raw, raw, null, context.ReplyOpts, cancellationToken);
            confirmation.EnsureSuccess();
        }
        catch (NatsNoReplyException)
        {
            throw new NatsJSTimeoutException("The confirmation of an acknowledgement");
        }
    }
}
