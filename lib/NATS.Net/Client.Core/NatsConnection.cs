using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Routing;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

/// <summary>
/// A connection to a NATS server or cluster. It connects on first use, reconnects by itself, and may be used from any number of threads.
/// </summary>
public partial class NatsConnection : INatsConnection
{
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly Random _random;
    private readonly ServerPool _servers;
    private readonly Connector _connector;
    private readonly EventQueue _events;
    private readonly SubscriptionTable _subscriptions = new();
    private readonly RequestTable _requests;
    private readonly CancellationTokenSource _disposing = new();
    private readonly string _inbox;

    /// <summary>Options by default; nothing is sent yet.</summary>
    public NatsConnection()
        : this(NatsOpts.Default)
    {
    }

    /// <summary>Nothing is sent yet; a URL that cannot be read is <see cref="NatsException"/>.</summary>
    public NatsConnection(NatsOpts opts)
    {
        Opts = opts;
        _logger = opts.LoggerFactory.CreateLogger("NATS.Client.Core.NatsConnection");
        _random = opts.Random ?? new Random();
        _servers = new ServerPool(opts, _random);
        _connector = new Connector(opts, this);
        _events = new EventQueue(_logger);
        _inbox = $"{opts.InboxPrefix}.{Nuid.Next()}";
        _requests = new RequestTable(this, _inbox);
        HeaderParser = new NatsHeaderParser(opts.HeaderEncoding);
        SubscriptionManager = new Unsubscriber();
    }

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsEventArgs>? ConnectionDisconnected;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsEventArgs>? ConnectionOpened;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsEventArgs>? ReconnectFailed;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsMessageDroppedEventArgs>? MessageDropped;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsSlowConsumerEventArgs>? SlowConsumerDetected;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsLameDuckModeActivatedEventArgs>? LameDuckModeActivated;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsServerErrorEventArgs>? ServerError;

    /// <inheritdoc/>
    public INatsConnection Connection => this;

    /// <inheritdoc/>
    public INatsServerInfo? ServerInfo { get; private set; }

    /// <inheritdoc/>
    public NatsOpts Opts { get; }

    /// <inheritdoc/>
    public NatsConnectionState ConnectionState
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <inheritdoc/>
    public INatsSubscriptionManager SubscriptionManager { get; }

    /// <inheritdoc/>
    public NatsHeaderParser HeaderParser { get; }

    /// <inheritdoc/>
    public Func<(string Host, int Port), ValueTask<(string Host, int Port)>>? OnConnectingAsync { get; set; }

    /// <inheritdoc/>
    public Func<INatsSocketConnection, ValueTask<INatsSocketConnection>>? OnSocketAvailableAsync { get; set; }

    /// <inheritdoc/>
    public string NewInbox() => $"{Opts.InboxPrefix}.{Nuid.Next()}";

    /// <inheritdoc/>
    public BoundedChannelOptions GetBoundedChannelOpts(NatsSubChannelOpts? subChannelOpts)
        => new(subChannelOpts?.Capacity ?? Opts.SubPendingChannelCapacity)
        {
            FullMode = subChannelOpts?.FullMode ?? Opts.SubPendingChannelFullMode,
            SingleWriter = true,
            SingleReader = false,
            AllowSynchronousContinuations = false,
        };

    /// <inheritdoc/>
    public void OnMessageDropped<T>(NatsSubBase natsSub, int pending, NatsMsg<T> msg)
    {
        NatsTelemetry.DroppedMessages.Add(1);
        msg.Headers?.Activity?.Stop();
        if (MessageDropped is { } dropped)
        {
            _events.Post(dropped, this, new NatsMessageDroppedEventArgs(natsSub, pending, msg.Subject, msg.ReplyTo, msg.Headers, msg.Data));
        }

        if (natsSub.IsSlow)
        {
            return;
        }

        natsSub.IsSlow = true;
        if (!Opts.SuppressSlowConsumerWarnings)
        {
            LogSlowConsumer(natsSub.Subject, pending);
        }

        _events.Post(SlowConsumerDetected, this, new NatsSlowConsumerEventArgs(natsSub));
    }

    internal void OnServerError(string error)
    {
        var kind = ServerErrors.KindOf(error);
        LogServerError(error);
        _events.Post(ServerError, this, new NatsServerErrorEventArgs(error, kind));
    }

    internal void OnServerInfo(ServerAddress server, ServerInfo info, bool isNewLameDuck)
    {
        ServerInfo = info;
        _servers.Advertise(info.ClientConnectUrls);
        if (isNewLameDuck)
        {
            LogLameDuck(server);
            _events.Post(LameDuckModeActivated, this, new NatsLameDuckModeActivatedEventArgs(server.Uri));
        }
    }

    private sealed class Unsubscriber : INatsSubscriptionManager
    {
        public ValueTask RemoveAsync(NatsSubBase sub) => sub.UnsubscribeAsync();
    }
}
