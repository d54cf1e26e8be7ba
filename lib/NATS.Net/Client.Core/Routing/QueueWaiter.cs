using System.Threading.Tasks.Sources;

namespace NATS.Client.Core.Routing;

/// <summary>One wait for a message. Used again once its result was taken.</summary>
internal sealed class QueueWaiter(Action<QueueWaiter> recycle) : IValueTaskSource<bool>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private Action<QueueWaiter>? _cancel;
    private CancellationToken _token;
    private bool _available;
    private Exception? _error;

    /// <summary>Called with the queue's lock held: registering may call back at once, on this thread, so the lock must allow that.</summary>
    public ValueTask<bool> Wait(Action<QueueWaiter> cancel, CancellationToken cancellationToken)
    {
        _cancel = cancel;
        _token = cancellationToken;
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static w => ((QueueWaiter)w!).Cancel(), this);
        }

        return new ValueTask<bool>(this, _core.Version);
    }

    /// <summary>With the queue's lock held: what <see cref="Execute"/> will say.</summary>
    public void Decide(bool available, Exception? error = null)
    {
        _available = available;
        _error = error;
    }

    public void Cancelled() => _core.SetException(new OperationCanceledException(_token));

    public void Execute()
    {
        if (_error is null)
        {
            _core.SetResult(_available);
        }
        else
        {
            _core.SetException(_error);
        }
    }

    public bool GetResult(short token)
    {
        // Waits for a callback that is under way on another thread: it must not meet the next use of this object.
        _registration.Dispose();
        _registration = default;
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            recycle(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private void Cancel() => _cancel!(this);
}
