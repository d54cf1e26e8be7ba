using NATS.Client.Core;

namespace NATS.Client.JetStream.Delivery;

/// <summary>
/// A subscription that is waited on with a limit to silence, and that wakes its one reader when the connection has come back.
/// </summary>
internal sealed class Inbox<T> : IAsyncDisposable
{
    private readonly INatsConnection _connection;
    private readonly INatsSub<T> _sub;
    private readonly CancellationToken _cancellationToken;
    private readonly Lock _lock = new();
    private CancellationTokenSource _reconnect = new();
    private bool _lost;
    private bool _disposed;

    private Inbox(INatsConnection connection, INatsSub<T> sub, CancellationToken cancellationToken)
    {
        _connection = connection;
        _sub = sub;
        _cancellationToken = cancellationToken;
    }

    public string Subject => _sub.Subject;

    /// <param name="capacity">Messages held for a slow reader, at least; more are dropped.</param>
    /// <param name="cancellationToken">Wakes the reader for as long as the inbox lives.</param>
    public static async ValueTask<Inbox<T>> OpenAsync(INatsConnection connection, INatsDeserialize<T>? serializer, int capacity, CancellationToken cancellationToken)
    {
        var opts = new NatsSubOpts
        {
            ChannelOpts = new NatsSubChannelOpts { Capacity = Math.Max(capacity, connection.Opts.SubPendingChannelCapacity) },
            ThrowIfNoResponders = false,
        };
        var sub = await connection.SubscribeCoreAsync(connection.NewInbox(), null, serializer, opts, cancellationToken);
        var inbox = new Inbox<T>(connection, sub, cancellationToken);
        connection.ConnectionDisconnected += inbox.OnDisconnectedAsync;
        connection.ConnectionOpened += inbox.OnOpenedAsync;
        return inbox;
    }

    public bool TryRead(out NatsMsg<T> msg) => _sub.Msgs.TryRead(out msg);

    /// <summary>Only after <see cref="TryRead"/> found nothing.</summary>
    public async ValueTask<Wake> WaitAsync(TimeSpan silence)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, Volatile.Read(ref _reconnect).Token);
        wait.CancelAfter(silence);
        try
        {
            return await _sub.Msgs.WaitToReadAsync(wait.Token) ? Wake.Message : _cancellationToken.IsCancellationRequested ? Wake.Cancelled : Wake.Ended;
        }
        catch (OperationCanceledException)
        {
            return _cancellationToken.IsCancellationRequested ? Wake.Cancelled : TakeReconnected() ? Wake.Reconnected : Wake.Silence;
        }
    }

    /// <summary>No more messages from the server; what has arrived can still be read.</summary>
    public ValueTask UnsubscribeAsync() => _sub.UnsubscribeAsync();

    public async ValueTask DisposeAsync()
    {
        _connection.ConnectionDisconnected -= OnDisconnectedAsync;
        _connection.ConnectionOpened -= OnOpenedAsync;
        lock (_lock)
        {
            _disposed = true;
            _reconnect.Dispose();
        }

        await _sub.DisposeAsync();
    }

    private ValueTask OnDisconnectedAsync(object? sender, NatsEventArgs args)
    {
        lock (_lock)
        {
            _lost = true;
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask OnOpenedAsync(object? sender, NatsEventArgs args)
    {
        lock (_lock)
        {
            // The event of the very first connect may come late: only an open after a loss counts.
            if (_lost && !_disposed)
            {
                _reconnect.Cancel();
            }

            _lost = false;
        }

        return ValueTask.CompletedTask;
    }

    private bool TakeReconnected()
    {
        lock (_lock)
        {
            if (!_reconnect.IsCancellationRequested)
            {
                return false;
            }

            _reconnect.Dispose();
            _reconnect = new CancellationTokenSource();
            return true;
        }
    }
}
