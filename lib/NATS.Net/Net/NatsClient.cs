using NATS.Client.Core;

namespace NATS.Net;

/// <summary>A client with defaults for applications: JSON for objects, one connection.</summary>
public class NatsClient : INatsClient
{
    private readonly NatsConnection _connection;

    /// <summary>Nothing is sent yet. A credentials file makes connecting fail: it needs the package.</summary>
    public NatsClient(string url = "nats://localhost:4222", string name = "NATS .NET Client", string? credsFile = default)
        : this(new NatsOpts { Url = url, Name = name, AuthOpts = new NatsAuthOpts { CredsFile = credsFile } })
    {
    }

    /// <summary>The Core default serializers are replaced by <see cref="NatsClientDefaultSerializerRegistry"/>; others are kept.</summary>
    public NatsClient(NatsOpts opts)
        => _connection = new NatsConnection(ReferenceEquals(opts.SerializerRegistry, NatsDefaultSerializerRegistry.Default)
            ? opts with { SerializerRegistry = NatsClientDefaultSerializerRegistry.Default }
            : opts);

    /// <inheritdoc/>
    public INatsConnection Connection => _connection;

    /// <inheritdoc/>
    public ValueTask ConnectAsync() => _connection.ConnectAsync();

    /// <inheritdoc/>
    public ValueTask ReconnectAsync() => _connection.ReconnectAsync();

    /// <inheritdoc/>
    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => _connection.PingAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask PublishAsync<T>(string subject, T data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
        => _connection.PublishAsync(subject, data, headers, replyTo, serializer, opts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PublishAsync(string subject, NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
        => _connection.PublishAsync(subject, headers, replyTo, opts, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default)
        => _connection.SubscribeAsync(subject, queueGroup, serializer, opts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default)
        => _connection.RequestAsync(subject, data, headers, requestSerializer, replySerializer, requestOpts, replyOpts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(string subject, INatsDeserialize<TReply>? replySerializer = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default)
        => _connection.RequestAsync(subject, replySerializer, replyOpts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _connection.DisposeAsync();
    }
}
