using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Transport;

/// <summary>
/// What one link sends. Writers fill one buffer while the other is on its way. On a quiet link the writer's own thread sends, which is the quickest;
/// in a burst the thread pool does, so that many messages share one system call.
/// </summary>
internal sealed partial class Outbox(INatsSocketConnection transport, NatsOpts opts)
{
    private const int Initial = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Encoding _encoding = opts.SubjectEncoding;
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _filling = new byte[Initial];
    private int _count;
    private bool _closed;
    private long _written;

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
