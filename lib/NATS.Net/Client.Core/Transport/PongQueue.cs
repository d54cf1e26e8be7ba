namespace NATS.Client.Core.Transport;

/// <summary>Who waits for the next pongs: the server answers pings in order.</summary>
internal sealed class PongQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource?> _waiting = [];
    private int _unanswered;
    private bool _closed;

    /// <summary>Keep-alive pings since the last pong.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>Before the PING is sent. Completes with its pong.</summary>
    public Task ExpectAsync()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_closed)
            {
                return Task.FromException(Lost());
            }

            _waiting.Enqueue(waiter);
        }

        return waiter.Task;
    }

    /// <summary>Before a keep-alive PING is sent.</summary>
    public void ExpectKeepAlive()
    {
        lock (_gate)
        {
            _waiting.Enqueue(null);
            _unanswered++;
        }
    }

    public void Received()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            _unanswered = 0;
            _waiting.TryDequeue(out waiter);
        }

        waiter?.TrySetResult();
    }

    /// <summary>Fails all who wait.</summary>
    public void Close()
    {
        TaskCompletionSource?[] waiting;
        lock (_gate)
        {
            _closed = true;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var waiter in waiting)
        {
            waiter?.TrySetException(Lost());
        }
    }

    private static NatsException Lost() => new("The connection was lost before the server answered a ping.");
}
