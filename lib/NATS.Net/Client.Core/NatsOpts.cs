using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NATS.Client.Core;

/// <summary>Options of a connection.</summary>
public sealed record NatsOpts
{
    /// <summary>All defaults: nats://localhost:4222, anonymous.</summary>
    public static readonly NatsOpts Default = new();

    private readonly NatsRequestReplyMode? _requestReplyMode;

    /// <summary>One server or several by comma: nats://[user:password@|token@]host[:port] or tls://…; userinfo is percent-decoded.</summary>
    public string Url { get; init; } = "nats://localhost:4222";

    /// <summary>Shown in the server's monitoring.</summary>
    public string Name { get; init; } = "NATS .NET Client";

    /// <summary>Whether own messages come back to own subscriptions. Default true.</summary>
    public bool Echo { get; init; } = true;

    /// <summary>The server acknowledges each line with +OK. Default false.</summary>
    public bool Verbose { get; init; }

    /// <summary>Whether headers may be sent and received. Default true.</summary>
    public bool Headers { get; init; } = true;

    /// <summary>Goes before credentials in the URL.</summary>
    public NatsAuthOpts AuthOpts { get; init; } = NatsAuthOpts.Default;

    /// <summary>Client certificate, authorities, mode.</summary>
    public NatsTlsOpts TlsOpts { get; init; } = NatsTlsOpts.Default;

    /// <summary>Used where a call names no serializer. Default: raw bytes and UTF-8 primitives only.</summary>
    public INatsSerializerRegistry SerializerRegistry { get; init; } = NatsDefaultSerializerRegistry.Default;

    /// <summary>Default: no logs.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Bytes a burst may pile up before publishers wait. Default 64 KiB.</summary>
    public int WriterBufferSize { get; init; } = 65536;

    /// <summary>Bytes asked of the socket at a time; grows for a bigger message. Default 64 KiB.</summary>
    public int ReaderBufferSize { get; init; } = 65536;

    /// <summary>A message that claims to be bigger breaks the connection, whatever the server's own limit. Default 64 MiB.</summary>
    public int MaxPayloadHardCap { get; init; } = 64 * 1024 * 1024;

    /// <summary>First part of reply subjects. Default _INBOX.</summary>
    public string InboxPrefix { get; init; } = "_INBOX";

    /// <summary>Keeps the order of servers as given. Default false: shuffled.</summary>
    public bool NoRandomize { get; init; }

    /// <summary>Default 2 minutes.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Unanswered pings that break the connection. Default 2.</summary>
    public int MaxPingOut { get; init; } = 2;

    /// <summary>First wait between rounds of attempts; doubles. Default 2 s.</summary>
    public TimeSpan ReconnectWaitMin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between rounds of attempts. Default 5 s.</summary>
    public TimeSpan ReconnectWaitMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Random extra on each wait, so that clients do not come back all at once. Default 100 ms.</summary>
    public TimeSpan ReconnectJitter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>For one attempt: TCP, TLS and handshake. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Finished request objects kept for use again, per reply type. Default 256.</summary>
    public int ObjectPoolSize { get; init; } = 256;

    /// <summary>How long a request waits for its reply. Default 5 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a ping waits for its pong, and a publish for a connection with <see cref="PublishTimeoutOnDisconnected"/>. Default 5 s.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Default ASCII.</summary>
    public Encoding HeaderEncoding { get; init; } = Encoding.ASCII;

    /// <summary>Default UTF-8.</summary>
    public Encoding SubjectEncoding { get; init; } = Encoding.UTF8;

    /// <summary>A publish completes only when its bytes are with the socket. Default false.</summary>
    public bool WaitUntilSent { get; init; }

    /// <summary>Disposing drains all subscriptions and sends what is pending first. Default false.</summary>
    public bool DrainSubscriptionsOnDispose { get; init; }

    /// <summary>How long draining waits for the server's pong. Default 5 s.</summary>
    public TimeSpan DrainPingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failed attempts in a row after which the connection is given up; 0 and below: never. Default -1.</summary>
    public int MaxReconnectRetry { get; init; } = -1;

    /// <summary>Goes on after the same authentication error twice in a row. Default false.</summary>
    public bool IgnoreAuthErrorAbort { get; init; }

    /// <summary>Messages a subscription holds. Default 16384.</summary>
    public int SubPendingChannelCapacity { get; init; } = 16384;

    /// <summary>What happens to a message that finds its subscription full. Default: it is dropped. Wait stops the whole connection's reader.</summary>
    public BoundedChannelFullMode SubPendingChannelFullMode { get; init; } = BoundedChannelFullMode.DropNewest;

    /// <summary>Default <see cref="NatsRequestReplyMode.Direct"/>; set by name, a 503 is returned instead of thrown.</summary>
    public NatsRequestReplyMode RequestReplyMode
    {
        get => _requestReplyMode ?? NatsRequestReplyMode.Direct;
        init => _requestReplyMode = value;
    }

    /// <summary>The first connect goes on trying with back-off as a reconnect does. Default false: it throws.</summary>
    public bool RetryOnInitialConnect { get; init; }

    /// <summary>A publish without a connection gives up after <see cref="CommandTimeout"/>. Default false: it waits for its token.</summary>
    public bool PublishTimeoutOnDisconnected { get; init; }

    /// <summary>No log line for slow consumers; the events remain. Default false.</summary>
    public bool SuppressSlowConsumerWarnings { get; init; }

    internal bool ReturnsNoResponders => _requestReplyMode == NatsRequestReplyMode.Direct;

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    internal Random? Random { get; init; }

    /// <summary>Never the credentials.</summary>
    public override string ToString() => $"{nameof(NatsOpts)} {{ {nameof(Name)} = {Name} }}";
}
