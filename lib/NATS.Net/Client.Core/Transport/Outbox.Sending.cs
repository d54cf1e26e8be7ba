namespace NATS.Client.Core.Transport;

internal sealed partial class Outbox : IThreadPoolWorkItem
{
    // A buffer that one big message has blown up beyond this is not kept.
    private const int Keep = 1024 * 1024;

    // Closer together than this, sends are a burst. A round trip to a server takes several times as long.
    private static readonly TimeSpan BurstGap = TimeSpan.FromMicroseconds(10);

    private readonly TimeProvider _clock = opts.Clock;
    private readonly long _burstTicks = (long)(BurstGap.TotalSeconds * opts.Clock.TimestampFrequency);
    private byte[] _flying = new byte[Initial];
    private bool _sending;
    private long _lastSent;
    private long _sent;
    private TaskCompletionSource? _progress;

    /// <summary>Returns after the next send has ended, or at once when nothing is being sent.</summary>
    public Task WaitForProgressAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_closed || !_sending)
            {
                return Task.CompletedTask;
            }

            _progress ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _progress.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Returns when everything before <paramref name="position"/> is with the socket, or the link is broken.</summary>
    public async Task WaitUntilSentAsync(long position, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _sent) < position && !Volatile.Read(ref _closed))
        {
            await WaitForProgressAsync(cancellationToken);
        }
    }

    void IThreadPoolWorkItem.Execute() => SendAll(once: false);

    private void SendIfIdle()
    {
        lock (_gate)
        {
            if (_sending || _closed || _count == 0)
            {
                return;
            }

            _sending = true;
        }

        Send();
    }

    private void Send()
    {
        if (_clock.GetTimestamp() - Volatile.Read(ref _lastSent) > _burstTicks)
        {
            SendAll(once: true);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // One runs at a time: whoever set _sending. A writer's own thread sends once and leaves the rest to the pool.
    private void SendAll(bool once)
    {
        try
        {
            while (TryTake(out var bytes))
            {
                var sending = transport.SendAsync(bytes);
                if (!sending.IsCompletedSuccessfully)
                {
                    // The socket's buffer is full. Its errors end in Broken; there is nothing else to await.
                    _ = FinishAsync(sending.AsTask(), bytes);
                    return;
                }

                var sent = sending.GetAwaiter().GetResult();
                if (sent < bytes.Length)
                {
                    _ = FinishAsync(Task.FromResult(sent), bytes);
                    return;
                }

                Sent(bytes.Length);
                if (once)
                {
                    ScheduleRest();
                    return;
                }
            }
        }
        catch (Exception e)
        {
            Close(e);
        }
    }

    private async Task FinishAsync(Task<int> sending, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var length = bytes.Length;
            for (bytes = bytes[await sending..]; !bytes.IsEmpty; bytes = bytes[await transport.SendAsync(bytes)..])
            {
                // Each turn sends what the one before left over.
            }

            Sent(length);
            ScheduleRest();
        }
        catch (Exception e)
        {
            Close(e);
        }
    }

    private bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            bytes = _filling.AsMemory(0, _count);
            if (_count == 0 || _closed)
            {
                _sending = false;
                return false;
            }

            (_filling, _flying) = (_flying, _filling);
            _count = 0;
            if (_filling.Length > Keep)
            {
                _filling = new byte[Initial];
            }

            return true;
        }
    }

    private void Sent(int length)
    {
        TaskCompletionSource? progress;
        lock (_gate)
        {
            _sent += length;
            _lastSent = _clock.GetTimestamp();
            (progress, _progress) = (_progress, null);
        }

        NatsTelemetry.SentBytes.Add(length);
        progress?.TrySetResult();
    }

    private void ScheduleRest()
    {
        lock (_gate)
        {
            _sending = _count > 0;
            if (!_sending)
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
