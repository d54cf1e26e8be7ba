namespace Plane.Drone.Proxy.Sockets;

/// <summary>
/// A client's WebSocket as bytes, followed frame by frame, so that a close frame of the proxy's own can be put between two frames of the backend's. It is ended by
/// whoever made it, not by whoever copies from and to it.
/// </summary>
internal sealed class SocketStream(Stream inner) : DuplexStream
{
#pragma warning disable CA2213 // Nobody asks for its wait handle, so it holds nothing to dispose of; a close frame may come after whoever copied has disposed of this.
    private readonly SemaphoreSlim _writing = new(1, 1);
#pragma warning restore CA2213
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameMeter _fromClient;
    private FrameMeter _toClient;
    private CloseFrame? _farewell;
    private bool _isClosed;
    private Action? _onData;

    /// <summary>Completes when the client has sent a close frame.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Frames either way that were neither ping nor pong nor close.</summary>
    public long DataFrames => _fromClient.DataFrames + _toClient.DataFrames;

    /// <summary>Calls once with the next of them.</summary>
    public void OnData(Action wake) => Interlocked.Exchange(ref _onData, wake);

    /// <summary>Nothing is kept here of a read of nothing, which waits for as long as a client is silent.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? inner.ReadAsync(buffer, cancellationToken) : ReadFramesAsync(buffer, cancellationToken);

    private async ValueTask<int> ReadFramesAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            var before = _fromClient.DataFrames;
            _fromClient.Feed(buffer.Span[..read]);
            WakeAfter(before, _fromClient.DataFrames);
            if (_fromClient.SawClose)
            {
                _answered.TrySetResult();
            }
        }

        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_isClosed)
            {
                // Nothing follows a close frame.
                return;
            }

            var before = _toClient.DataFrames;
            var taken = _toClient.Feed(buffer.Span, toFrameEnd: _farewell is not null);
            WakeAfter(before, _toClient.DataFrames);
            await inner.WriteAsync(buffer[..taken], cancellationToken);
            if (_farewell is { } frame && _toClient.IsBetweenFrames)
            {
                await SayAsync_NeedsLock(frame, cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Sends a close frame: now, or behind the frame that is on its way. Nothing happens where one was sent already.</summary>
    public async Task CloseAsync(CloseFrame frame, CancellationToken token)
    {
        await _writing.WaitAsync(token);
        try
        {
            if (_isClosed || _toClient.SawClose)
            {
                return;
            }

            if (_toClient.IsBetweenFrames)
            {
                await SayAsync_NeedsLock(frame, token);
            }
            else
            {
                _farewell = frame;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    private void WakeAfter(long before, long now)
    {
        if (now == before)
        {
            return;
        }

        // Whoever asks to be woken looks at the count behind that: one of the two sees the other.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _onData) is not null)
        {
            Interlocked.Exchange(ref _onData, null)?.Invoke();
        }
    }

    private async ValueTask SayAsync_NeedsLock(CloseFrame frame, CancellationToken token)
    {
        _isClosed = true;
        await inner.WriteAsync(frame.Bytes, token);
        await inner.FlushAsync(token);
    }
}
