using System.Runtime.CompilerServices;

namespace NATS.Client.Core.Transport;

/// <summary>
/// Reads a link until it ends. Whoever completes a receive reads the frames, starts the next receive (which completes on another thread)
/// and only then runs the continuation of a waiting reader: one thread switch between socket and user code, and user code may block.
/// </summary>
internal sealed class ReceiveLoop : IThreadPoolWorkItem
{
    private readonly INatsSocketConnection _transport;
    private readonly ReceiveBuffer _buffer;
    private readonly IFrameSink _sink;
    private readonly ReadyQueue _ready = new();
    private readonly Action _resume;
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ValueTaskAwaiter<int> _receiving;
    private ValueTaskAwaiter _delivering;
    private Awaited _awaited;

    public ReceiveLoop(INatsSocketConnection transport, ReceiveBuffer buffer, IFrameSink sink)
    {
        _transport = transport;
        _buffer = buffer;
        _sink = sink;
        _resume = Resume;
    }

    private enum Awaited
    {
        Nothing,
        Bytes,
        Delivery,
    }

    /// <summary>Completes with what ended it; null when the peer closed.</summary>
    public Task<Exception?> Ended => _ended.Task;

    // From the pool, so that no caller's synchronization context is captured.
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => Resume();

    private void Resume()
    {
        IThreadPoolWorkItem? mine = null;
        try
        {
            if (!Advance(out mine))
            {
                _ready.Schedule();
                _ended.TrySetResult(null);
            }
        }
        catch (Exception e)
        {
            _ready.Schedule();
            _ended.TrySetResult(e);
        }

        // From here on another thread may be reading: nothing of this object but the local is touched.
        if (mine is null)
        {
            return;
        }

        if (Thread.CurrentThread.IsThreadPoolThread)
        {
            mine.Execute();
        }
        else
        {
            // On a thread of the runtime's that serves many sockets: whoever waited for the message may do as he likes, so not here.
            ThreadPool.UnsafeQueueUserWorkItem(mine, preferLocal: false);
        }
    }

    // False: the peer has closed. True: something is awaited and Resume will be called.
    private bool Advance(out IThreadPoolWorkItem? mine)
    {
        mine = null;
        if (_awaited == Awaited.Delivery)
        {
            _delivering.GetResult();
        }

        while (_awaited != Awaited.Bytes || TakeBytes())
        {
            _awaited = Awaited.Nothing;
            while (_buffer.TryRead(out var frame))
            {
                var delivery = _sink.TakeAsync(_buffer.Bytes, frame, _ready);
                if (!delivery.IsCompletedSuccessfully)
                {
                    AwaitDelivery(delivery, out mine);
                    return true;
                }
            }

            if (AwaitBytes(out mine))
            {
                return true;
            }
        }

        return false;
    }

    private bool TakeBytes()
    {
        var count = _receiving.GetResult();
        NatsTelemetry.ReceivedBytes.Add(count);
        _buffer.Received(count);
        return count > 0;
    }

    private void AwaitDelivery(ValueTask delivery, out IThreadPoolWorkItem? mine)
    {
        _delivering = delivery.GetAwaiter();
        _awaited = Awaited.Delivery;
        mine = _ready.Take();
        _delivering.UnsafeOnCompleted(_resume);
    }

    // False: bytes are here already.
    private bool AwaitBytes(out IThreadPoolWorkItem? mine)
    {
#pragma warning disable CA2012 // consumed once, in TakeBytes
        _receiving = _transport.ReceiveAsync(_buffer.Free()).GetAwaiter();
#pragma warning restore CA2012
        _awaited = Awaited.Bytes;
        if (_receiving.IsCompleted)
        {
            _ready.Schedule();
            mine = null;
            return false;
        }

        mine = _ready.Take();
        _receiving.UnsafeOnCompleted(_resume);
        return true;
    }
}
