using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>The whole of a core connection.</summary>
public interface INatsConnection : INatsClient
{
    /// <summary>Raised after an open connection was lost; the argument's message is the server's URL.</summary>
    event AsyncEventHandler<NatsEventArgs>? ConnectionDisconnected;

    /// <summary>Raised after each successful connect, the first one included.</summary>
    event AsyncEventHandler<NatsEventArgs>? ConnectionOpened;

    /// <summary>Raised for each attempt that failed while reconnecting.</summary>
    event AsyncEventHandler<NatsEventArgs>? ReconnectFailed;

    /// <summary>Raised for each message that found its subscription's queue full.</summary>
    event AsyncEventHandler<NatsMessageDroppedEventArgs>? MessageDropped;

    /// <summary>Raised once per spell of drops: a subscription that catches up can raise it again.</summary>
    event AsyncEventHandler<NatsSlowConsumerEventArgs>? SlowConsumerDetected;

    /// <summary>Raised when the server announces that it is about to shut down.</summary>
    event AsyncEventHandler<NatsLameDuckModeActivatedEventArgs>? LameDuckModeActivated;

    /// <summary>Raised for each -ERR line of the server.</summary>
    event AsyncEventHandler<NatsServerErrorEventArgs>? ServerError;

    /// <summary>The last INFO of the server; null before the first connect.</summary>
    INatsServerInfo? ServerInfo { get; }

    /// <summary>The options it was made with.</summary>
    NatsOpts Opts { get; }

    /// <summary>May have changed by the time it is looked at.</summary>
    NatsConnectionState ConnectionState { get; }

    /// <summary>Where subscriptions of this connection are taken off.</summary>
    INatsSubscriptionManager SubscriptionManager { get; }

    /// <summary>Reads header blocks in the connection's header encoding.</summary>
    NatsHeaderParser HeaderParser { get; }

    /// <summary>May redirect each attempt to another host and port.</summary>
    Func<(string Host, int Port), ValueTask<(string Host, int Port)>>? OnConnectingAsync { get; set; }

    /// <summary>May wrap the socket before the first byte is read.</summary>
    Func<INatsSocketConnection, ValueTask<INatsSocketConnection>>? OnSocketAvailableAsync { get; set; }

    /// <summary>Publishes the message to its own subject, with its headers and reply subject.</summary>
    ValueTask PublishAsync<T>(in NatsMsg<T> msg, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Subscribes now. SUB has been queued when it returns; a ping makes sure that the server has it.</summary>
    ValueTask<INatsSub<T>> SubscribeCoreAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>A subject nobody else uses: prefix of the connection, dot, 22 random characters.</summary>
    string NewInbox();

    /// <summary>Every reply until an empty one or until the timeout (both end it quietly).</summary>
    IAsyncEnumerable<NatsMsg<TReply>> RequestManyAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default);

    /// <summary>Sends a request whose replies arrive on a subscription of its own, which the caller disposes.</summary>
    ValueTask<NatsSub<TReply>> CreateRequestSubAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default);

    /// <summary>Registers a subscription and sends its SUB.</summary>
    ValueTask AddSubAsync(NatsSubBase sub, CancellationToken cancellationToken = default);

    /// <summary>The channel bounds of a subscription: its own, else the connection's.</summary>
    BoundedChannelOptions GetBoundedChannelOpts(NatsSubChannelOpts? subChannelOpts);

    /// <summary>Called by a subscription that had to drop a message; raises the events.</summary>
    void OnMessageDropped<T>(NatsSubBase natsSub, int pending, NatsMsg<T> msg);
}
