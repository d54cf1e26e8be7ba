using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Delivery;
using NATS.Client.JetStream.Models;
using NATS.Client.JetStream.Ordered;
using NATS.Client.KeyValueStore.Entries;

namespace NATS.Client.KeyValueStore.Watching;

/// <summary>
/// Follows keys through push consumers: whenever a delivery is missing, the connection was lost or the server is silent,
/// it makes a new one that begins behind the last entry it has seen.
/// </summary>
internal sealed class WatchSession<T>(WatchScope scope, INatsDeserialize<T>? serializer, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly OrderedPosition _position = new();
    private Inbox<T>? _inbox;
    private string? _consumer;
    private bool _existed;
    private bool _caughtUp;

    private INatsConnection Connection => scope.Context.Connection;

    /// <summary>True once all that was there at first has been read.</summary>
    public async ValueTask<bool> IsCaughtUpAsync()
    {
        await SetUpAsync();
        return _caughtUp;
    }

    /// <summary>The next entry that the options let through; null when <see cref="NatsKVWatchOpts.OnNoData"/> ends the watch.</summary>
    public async ValueTask<NatsKVEntry<T>?> NextVisibleAsync()
    {
        if (!_existed && await IsCaughtUpAsync() && await EndsWithoutDataAsync())
        {
            return null;
        }

        while (true)
        {
            var atStart = !_caughtUp;
            var entry = await NextAsync();
            if (!scope.Opts.IgnoreDeletes || entry.Operation == NatsKVOperation.Put)
            {
                return entry;
            }

            if (atStart && _caughtUp && await EndsWithoutDataAsync())
            {
                return null;
            }
        }
    }

    /// <summary>The next entry, whatever it is.</summary>
    public async ValueTask<NatsKVEntry<T>> NextAsync()
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var inbox = _inbox ?? await SetUpAsync();
            if (!inbox.TryRead(out var msg))
            {
                await WaitAsync(inbox);
            }
            else if (PullStatus.Is(msg))
            {
                await OnStatusAsync(msg);
            }
            else if (AckSubject.TryParse(msg.ReplyTo, out var numbers))
            {
                if (_position.TryAccept(numbers))
                {
                    _caughtUp |= numbers.Pending == 0;
                    return Entry(msg, numbers);
                }

                await ForgetAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => ForgetAsync();

    private NatsKVEntry<T> Entry(in NatsMsg<T> msg, in AckSubject numbers) => new(scope.Bucket, WatchScope.KeyOf(msg.Subject))
    {
        Value = msg.Data,
        Revision = numbers.StreamSequence,
        Delta = numbers.Pending,
        Created = numbers.Timestamp,
        Operation = EntryHeaders.OperationOf(msg.Headers),
        Error = msg.Error,
    };

    private async ValueTask<bool> EndsWithoutDataAsync() => scope.Opts.OnNoData is { } onNoData && await onNoData(cancellationToken);

    private async ValueTask WaitAsync(Inbox<T> inbox)
    {
        switch (await inbox.WaitAsync(scope.Opts.IdleHeartbeat * 2))
        {
            case Wake.Message:
                break;
            case Wake.Cancelled:
                throw new OperationCanceledException(cancellationToken);
            case Wake.Ended:
                throw new NatsJSConnectionException("The connection under the watch was closed.");
            case Wake.Silence:
            case Wake.Reconnected:
            default:
                await ForgetAsync();
                break;
        }
    }

    private async ValueTask OnStatusAsync(NatsMsg<T> msg)
    {
        if (msg.Headers is not { Code: 100 } headers)
        {
            await ForgetAsync();
            return;
        }

        // A flow control request has a reply subject; a heartbeat may name the one that the server still waits for.
        if (msg.ReplyTo is { } flow || headers.TryGetLastValue("Nats-Consumer-Stalled", out flow))
        {
            await Connection.PublishAsync(flow, cancellationToken: cancellationToken);
        }

        if (headers.TryGetLastValue("Nats-Last-Consumer", out var text)
            && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && !_position.HasAll(last))
        {
            await ForgetAsync();
        }
    }

    private async ValueTask<Inbox<T>> SetUpAsync()
    {
        for (var attempts = 1; _inbox is null; attempts++)
        {
            var inbox = await Inbox<T>.OpenAsync(Connection, serializer, 0, cancellationToken);
            try
            {
                await MakeConsumerAsync(inbox.Subject);
                return _inbox = inbox;
            }
            catch (Exception e) when (ResetRule.IsWorthAnother(e, attempts, _existed))
            {
                await inbox.DisposeAsync();
                await RetryPause.WaitAsync(attempts, cancellationToken);
            }
            catch
            {
                await inbox.DisposeAsync();
                throw;
            }
        }

        return _inbox;
    }

    private async ValueTask MakeConsumerAsync(string inbox)
    {
        await scope.CheckServerAsync(cancellationToken);
        var from = _position.StreamSequence == 0 ? 0 : _position.StreamSequence + 1;
        var consumer = await scope.Context.CreateOrUpdateConsumerAsync(scope.Stream, scope.Consumer(inbox, from), cancellationToken);
        _consumer = consumer.Info.Name;
        _position.OnConsumerMade();
        if (!_existed)
        {
            OnFirstConsumer(consumer.Info);
        }
    }

    private void OnFirstConsumer(ConsumerInfo info)
    {
        _existed = true;

        // It may have delivered before it answered.
        var atFirst = info.NumPending + info.Delivered.ConsumerSeq;
        _caughtUp = atFirst == 0;
        if (atFirst == 0)
        {
            _position.BeginAfter(info.Delivered.StreamSeq);
        }
    }

    /// <summary>The next read begins behind the last entry, with another consumer.</summary>
    private async ValueTask ForgetAsync()
    {
        if (_inbox is not { } inbox)
        {
            return;
        }

        _inbox = null;
        await inbox.DisposeAsync();
        await ConsumerRemoval.TryAsync(scope.Context, scope.Stream, _consumer);
    }
}
