using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core.Routing;

/// <summary>
/// The bounded queue of a subscription. A channel reader to the outside; inside, a waiting reader is not resumed by whoever writes, but handed to
/// the link's ready queue, so that it runs as soon as the link is being read again. Allocates nothing per message.
/// </summary>
internal sealed class MessageQueue<T> : ChannelReader<NatsMsg<T>>
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<QueueWaiter> _waiters = [];
    private readonly Action<QueueWaiter> _cancel;
    private readonly Action<QueueWaiter> _recycle;
    private readonly int _capacity;
    private readonly MessageRing<T> _ring;
    private readonly BoundedChannelFullMode _fullMode;
    private QueueWaiter? _spare;
    private TaskCompletionSource? _room;
    private bool _completed;
    private Exception? _error;

    public MessageQueue(BoundedChannelOptions bounds)
    {
        _capacity = bounds.Capacity;
        _fullMode = bounds.FullMode;
        _ring = new MessageRing<T>(_capacity);
        _cancel = Cancel;
        _recycle = Recycle;
    }

    /// <inheritdoc/>
    public override Task Completion => _completion.Task;

    public override bool CanCount => true;

    public override bool CanPeek => true;

    public override int Count
    {
        get
        {
            lock (_gate)
            {
                return _ring.Count;
            }
        }
    }

    /// <summary>For the link's reader only. <paramref name="dropped"/> is set with <see cref="QueueResult.Dropped"/>.</summary>
    public QueueResult Enqueue(in NatsMsg<T> msg, ReadyQueue ready, out NatsMsg<T> dropped)
    {
        dropped = default;
        lock (_gate)
        {
            if (_completed)
            {
                return QueueResult.Closed;
            }

            var result = QueueResult.Queued;
            if (_ring.Count == _capacity)
            {
                if (_fullMode is BoundedChannelFullMode.Wait)
                {
                    return QueueResult.Full;
                }

                result = QueueResult.Dropped;
                if (_fullMode == BoundedChannelFullMode.DropWrite)
                {
                    dropped = msg;
                    return result;
                }

                dropped = _fullMode == BoundedChannelFullMode.DropOldest ? _ring.RemoveFirst() : _ring.RemoveLast();
            }

            _ring.Add(msg);
            foreach (var waiter in _waiters)
            {
                waiter.Decide(available: true);
                ready.Add(waiter);
            }

            _waiters.Clear();
            return result;
        }
    }

    /// <summary>Completes once a message has been taken out of a full queue, or the queue is closed.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (_ring.Count < _capacity || _completed)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>No more messages; those queued can still be read, then readers see the end (or the error).</summary>
    public void Complete(Exception? error = null)
    {
        QueueWaiter[] waiters;
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            _completed = true;
            _error = error;
            waiters = [.. _waiters];
            _waiters.Clear();
            (room, _room) = (_room, null);
            CompleteIfEmpty_NeedsLock();
        }

        room?.TrySetResult();
        foreach (var waiter in waiters)
        {
            waiter.Decide(available: false, error);
            ThreadPool.UnsafeQueueUserWorkItem(waiter, preferLocal: false);
        }
    }

    public override bool TryRead([MaybeNullWhen(false)] out NatsMsg<T> item)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (_ring.Count == 0)
            {
                item = default;
                return false;
            }

            item = _ring.RemoveFirst();
            (room, _room) = (_room, null);
            CompleteIfEmpty_NeedsLock();
        }

        room?.TrySetResult();
        item.Headers?.Activity?.Stop();
        return true;
    }

    public override bool TryPeek([MaybeNullWhen(false)] out NatsMsg<T> item)
    {
        lock (_gate)
        {
            item = _ring.Count > 0 ? _ring.First : default;
            return _ring.Count > 0;
        }
    }

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        lock (_gate)
        {
            if (_ring.Count > 0)
            {
                return new ValueTask<bool>(true);
            }

            if (_completed)
            {
                return _error is null ? new ValueTask<bool>(false) : ValueTask.FromException<bool>(_error);
            }

            var waiter = _spare ?? new QueueWaiter(_recycle);
            _spare = null;
            _waiters.Add(waiter);
            return waiter.Wait(_cancel, cancellationToken);
        }
    }

    private void Cancel(QueueWaiter waiter)
    {
        lock (_gate)
        {
            if (!_waiters.Remove(waiter))
            {
                return;
            }
        }

        waiter.Cancelled();
    }

    private void Recycle(QueueWaiter waiter)
    {
        lock (_gate)
        {
            _spare = waiter;
        }
    }

    private void CompleteIfEmpty_NeedsLock()
    {
        if (_completed && _ring.Count == 0)
        {
            if (_error is null)
            {
                _completion.TrySetResult();
            }
            else
            {
                _completion.TrySetException(_error);
            }
        }
    }
}
