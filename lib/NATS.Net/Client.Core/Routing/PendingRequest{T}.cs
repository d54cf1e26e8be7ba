using System.Threading.Tasks.Sources;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Routing;

/// <summary>A request that waits for one reply. Used again once its result was taken, timer and all.</summary>
internal sealed class PendingRequest<T> : PendingRequest, IValueTaskSource<NatsMsg<T>>, IDisposable
{
    private static readonly TimeSpan Over = TimeSpan.MaxValue;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly RequestTable _table;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<NatsMsg<T>> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private INatsDeserialize<T> _deserializer = null!;
    private string _replySubject = string.Empty;
    private bool _throwIfNoResponders;
    private TimeSpan _timeout = Over;
    private long _started;
    private NatsMsg<T> _reply;
    private Exception? _error;

    public PendingRequest(RequestTable table, TimeProvider clock)
    {
        _table = table;
        _clock = clock;
        _timer = clock.CreateTimer(static r => ((PendingRequest<T>)r!).TimedOut(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts the clock. The request is to be sent right after.</summary>
    public ValueTask<NatsMsg<T>> Start(string replySubject, INatsDeserialize<T> deserializer, NatsSubOpts? opts, CancellationToken cancellationToken)
    {
        _replySubject = replySubject;
        _deserializer = deserializer;
        _throwIfNoResponders = opts?.ThrowIfNoResponders ?? !_table.Connection.Opts.ReturnsNoResponders;
        _started = _clock.GetTimestamp();
        _timeout = opts?.Timeout ?? _table.Connection.Opts.RequestTimeout;
        _token = cancellationToken;
        _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
        _registration = cancellationToken.UnsafeRegister(static r => ((PendingRequest<T>)r!).Cancelled(), this);
        return new ValueTask<NatsMsg<T>>(this, _core.Version);
    }

    public override void Reply(byte[] buffer, in ServerFrame frame)
    {
        _reply = MessageReader.Read(buffer, frame, _replySubject, _table.Connection, _deserializer);
        _reply.Headers?.Activity?.Stop();
        if (_throwIfNoResponders && _reply.HasNoResponders)
        {
            _error = new NatsNoRespondersException();
        }
    }

    public override void Fail(Exception error) => _error = error;

    public override void Execute()
    {
        if (_error is null)
        {
            _core.SetResult(_reply);
        }
        else
        {
            _core.SetException(_error);
        }
    }

    public NatsMsg<T> GetResult(short token)
    {
        // Waits for a callback that is under way on another thread: it must not meet the next use of this object.
        _registration.Dispose();
        _timeout = Over;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            _reply = default;
            _error = null;
            _registration = default;
            _table.Recycle(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    public void Dispose() => _timer.Dispose();

    private void Cancelled() => FailIfWaiting(Id, new OperationCanceledException(_token));

    private void TimedOut()
    {
        // The number is read first: a timer that fired for an earlier use finds that one's, or a clock that has just started.
        var id = Id;
        var timeout = _timeout;
        if (timeout == Over || timeout == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        // Timers count in coarse ticks and may fire some milliseconds early: the rest is still to be waited for.
        var rest = timeout - _clock.GetElapsedTime(_started);
        if (rest > TimeSpan.Zero)
        {
            _timer.Change(rest + Tick, Timeout.InfiniteTimeSpan);
            return;
        }

        FailIfWaiting(id, new NatsNoReplyException());
    }

    private void FailIfWaiting(long id, Exception error)
    {
        if (_table.TryRemove(id))
        {
            Fail(error);
            Execute();
        }
    }
}
