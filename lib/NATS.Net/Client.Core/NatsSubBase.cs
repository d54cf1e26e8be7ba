using NATS.Client.Core.Protocol;
using NATS.Client.Core.Routing;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

/// <summary>What all subscriptions have in common: where they listen, and how they ended.</summary>
public abstract class NatsSubBase
{
    private readonly CancellationTokenRegistration _cancellation;
    private ITimer? _timeout;
    private ITimer? _startUp;
    private ITimer? _idle;
    private int _ended;

    internal NatsSubBase(NatsConnection connection, string subject, string? queueGroup, NatsSubOpts? opts, CancellationToken cancellationToken)
    {
        Connection = connection;
        Subject = subject;
        QueueGroup = queueGroup;
        Opts = opts;
        PendingMsgs = opts?.MaxMsgs;
        SubjectBytes = connection.Opts.SubjectEncoding.GetBytes(subject);
        _cancellation = cancellationToken.UnsafeRegister(static s => ((NatsSubBase)s!).End(NatsSubEndReason.Cancelled), this);
    }

    /// <summary>What ended it, for <see cref="NatsSubEndReason.Exception"/>; thrown when it is disposed.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>None while it lives.</summary>
    public NatsSubEndReason EndReason { get; private set; }

    /// <summary>Messages still to come of <see cref="NatsSubOpts.MaxMsgs"/>; null without that limit.</summary>
    public int? PendingMsgs { get; private set; }

    /// <summary>As subscribed, wildcards included.</summary>
    public string Subject { get; }

    /// <summary>Null for a plain subscription.</summary>
    public string? QueueGroup { get; }

    internal NatsConnection Connection { get; }

    internal NatsSubOpts? Opts { get; }

    internal byte[] SubjectBytes { get; }

    internal int Sid { get; set; }

    /// <summary>It drops messages; until it has caught up, nobody is told again.</summary>
    internal bool IsSlow { get; set; }

    /// <summary>UNSUB has been sent; the last messages are on their way. A new link does not get it any more.</summary>
    internal bool IsDraining { get; private set; }

    internal bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Sends UNSUB and ends the queue of messages; what is in it can still be read.</summary>
    public ValueTask UnsubscribeAsync()
    {
        End(NatsSubEndReason.None);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends UNSUB, waits until the server has seen it so that all on its way has arrived, then ends the queue of messages.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken = default)
    {
        if (!HasEnded)
        {
            IsDraining = true;
            try
            {
                await Connection.DrainAsync(this, cancellationToken);
            }
            finally
            {
                End(NatsSubEndReason.None);
            }
        }
    }

    /// <summary>Unsubscribes, then throws <see cref="Exception"/> if there is one.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await UnsubscribeAsync();
        if (Exception is { } error)
        {
            throw error;
        }
    }

    /// <summary>Called by the link's reader, one at a time.</summary>
    internal abstract ValueTask DeliverAsync(byte[] buffer, in ServerFrame frame, SubjectCache subjects, ReadyQueue ready);

    internal void WriteSubscribe(Outbox outbox)
    {
        if (IsDraining || HasEnded)
        {
            return;
        }

        outbox.Subscribe(Subject, QueueGroup, Sid);
        if (PendingMsgs is { } left)
        {
            outbox.Unsubscribe(Sid, left);
        }
    }

    internal void StartTimers()
    {
        var clock = Connection.Opts.Clock;
        _timeout = Timer(Opts?.Timeout, NatsSubEndReason.Timeout);
        _startUp = Timer(Opts?.StartUpTimeout, NatsSubEndReason.StartUpTimeout);
        _idle = Timer(Opts?.IdleTimeout, NatsSubEndReason.IdleTimeout);

        ITimer? Timer(TimeSpan? after, NatsSubEndReason reason)
            => after is { } time ? clock.CreateTimer(_ => End(reason), null, time, Timeout.InfiniteTimeSpan) : null;
    }

    /// <summary>Ends it once; later calls change nothing.</summary>
    internal void End(NatsSubEndReason reason, Exception? error = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        EndReason = reason;
        Exception = error;
        _timeout?.Dispose();
        _startUp?.Dispose();
        _idle?.Dispose();
        _cancellation.Unregister();
        Connection.Unsubscribe(this);
        CompleteQueue();
    }

    private protected abstract void CompleteQueue();

    private protected void MessageArrived()
    {
        _startUp?.Dispose();
        if (Opts?.IdleTimeout is { } idle)
        {
            _idle?.Change(idle, Timeout.InfiniteTimeSpan);
        }
    }

    private protected void MessageQueued()
    {
        if (PendingMsgs is { } pending)
        {
            PendingMsgs = pending - 1;
            if (pending == 1)
            {
                End(NatsSubEndReason.MaxMsgs);
            }
        }
    }
}
