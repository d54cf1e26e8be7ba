namespace NATS.Client.Core;

/// <summary>The small client: publish, subscribe, request. Any call on a connection that is not open connects it first.</summary>
public interface INatsClient : IAsyncDisposable
{
    /// <summary>The connection everything goes through.</summary>
    INatsConnection Connection { get; }

    /// <summary>Connects unless connected; a first attempt that fails throws <see cref="NatsException"/>, a later call tries again.</summary>
    ValueTask ConnectAsync();

    /// <summary>Drops the socket of an open connection, which then reconnects by itself; does nothing in any other state.</summary>
    ValueTask ReconnectAsync();

    /// <summary>Round trip to the server. All that was sent before has been processed by then.</summary>
    ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default);

    /// <summary>Publishes a value. While reconnecting it waits for the connection. Too big: <see cref="NatsPayloadTooLargeException"/>.</summary>
    ValueTask PublishAsync<T>(string subject, T data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Publishes an empty payload.</summary>
    ValueTask PublishAsync(string subject, NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Subscribes when enumeration begins and unsubscribes when it ends; cancelling ends it without an exception.</summary>
    IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>One reply, or <see cref="NatsNoReplyException"/> after the timeout, or <see cref="NatsNoRespondersException"/> at once when nobody listens.</summary>
    ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default);

    /// <summary>A request with an empty payload.</summary>
    ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(string subject, INatsDeserialize<TReply>? replySerializer = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default);
}
