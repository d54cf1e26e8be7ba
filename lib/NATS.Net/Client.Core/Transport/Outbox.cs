using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Transport;

/// <summary>
/// What one link sends. Writers fill one buffer while the other is on its way. On a quiet link the writer's own thread sends, which is the quickest;
/// in a burst the thread pool does, so that many messages share one system call.
/// </summary>
internal sealed class Outbox(INatsSocketConnection transport, NatsOpts opts) : IThreadPoolWorkItem
{
    private const int Initial = 16 * 1024;

    // A buffer that one big message has blown up beyond this is not kept.
    private const int Keep = 1024 * 1024;

    private static readonly TimeSpan BurstGap = TimeSpan.FromMicroseconds(10);

    private readonly Lock _gate = new();
    private readonly Encoding _encoding = opts.SubjectEncoding;
    private readonly TimeProvider _clock = opts.Clock;
    private readonly long _burstTicks = (long)(BurstGap.TotalSeconds * opts.Clock.TimestampFrequency);
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _filling = new byte[Initial];
    private byte[] _flying = new byte[Initial];
    private int _count;
    private bool _sending;
    private bool _closed;
    private long _lastSent;
    private long _written;
    private long _sent;
    private TaskCompletionSource? _progress;

    /// <summary>Completes with the error that ended sending.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Bytes appended so far; see <see cref="WaitUntilSentAsync"/>.</summary>
    public long Position
    {
        get
        {
            lock (_gate)
            {
                return _written;
            }
        }
    }

    public AppendResult TryPublish(string subject, string? replyTo, MessageBody body)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return AppendResult.Closed;
            }

            if (_count >= opts.WriterBufferSize)
            {
                return AppendResult.Full;
            }

            var output = Room_NeedsLock(ClientLines.MaxPublish(_encoding, subject, replyTo, body.Length));
            Wrote_NeedsLock(ClientLines.WritePublish(output, _encoding, subject, replyTo, body.Written, body.HeaderLength));
            if (_sending)
            {
                return AppendResult.Written;
            }

            _sending = true;
        }

        Send();
        return AppendResult.Written;
    }

    /// <summary>Control lines are short and always find room.</summary>
    public void Subscribe(string subject, string? queueGroup, int sid)
    {
        lock (_gate)
        {
            var output = Room_NeedsLock(ClientLines.MaxSubscribe(_encoding, subject, queueGroup));
            Wrote_NeedsLock(ClientLines.WriteSubscribe(output, _encoding, subject, queueGroup, sid));
        }

        SendIfIdle();
    }

    public void Unsubscribe(int sid, int? maxMsgs)
    {
        lock (_gate)
        {
            Wrote_NeedsLock(ClientLines.WriteUnsubscribe(Room_NeedsLock(ClientLines.MaxUnsubscribe()), sid, maxMsgs));
        }

        SendIfIdle();
    }

    /// <summary>PING or PONG.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            line.CopyTo(Room_NeedsLock(line.Length));
            Wrote_NeedsLock(line.Length);
        }

        SendIfIdle();
    }

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

    /// <summary>Nothing is taken any more; what was not sent is lost.</summary>
    public void Close(Exception reason)
    {
        TaskCompletionSource? progress;
        lock (_gate)
        {
            _closed = true;
            (progress, _progress) = (_progress, null);
        }

        progress?.TrySetResult();
        _broken.TrySetResult(reason);
    }

    void IThreadPoolWorkItem.Execute() => _ = SendAsync(once: false);

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
            // Its errors end in Broken; there is nothing to await.
            _ = SendAsync(once: true);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // One runs at a time: whoever set _sending. A writer's own thread sends once and leaves the rest to the pool.
    private async Task SendAsync(bool once)
    {
        try
        {
            while (TryTake(out var bytes))
            {
                var length = bytes.Length;
                while (!bytes.IsEmpty)
                {
                    bytes = bytes[await transport.SendAsync(bytes)..];
                }

                Sent(length);
                if (once && HasMore())
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }
            }
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

    private bool HasMore()
    {
        lock (_gate)
        {
            _sending = _count > 0;
            return _sending;
        }
    }

    private Span<byte> Room_NeedsLock(int length)
    {
        if (_filling.Length - _count < length)
        {
            Array.Resize(ref _filling, Math.Max(_count + length, _filling.Length * 2));
        }

        return _filling.AsSpan(_count);
    }

    private void Wrote_NeedsLock(int length)
    {
        _count += length;
        _written += length;
    }
}
