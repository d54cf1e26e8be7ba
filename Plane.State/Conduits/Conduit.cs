using NATS.Client.Core;
using Plane.State.Time;

namespace Plane.State.Conduits;

/// <summary>
/// One end of a stream of messages both ways between a controller and a drone, over core NATS: in order, nothing lost and nothing twice, also where the
/// connection breaks meanwhile; no more under way than the other end has room for; and each end learns when the other wants an end of it, or is gone.
/// Any number of tasks send, and one receives.
/// </summary>
public sealed class Conduit : IAsyncDisposable
{
    /// <summary>Bytes of one message; longer ones go in pieces.</summary>
    public const int LongestPayload = 32 * 1024;

    private const int QueuedFrames = 4096;
    private static readonly NatsSubOpts Queue = new() { ChannelOpts = new NatsSubChannelOpts { Capacity = QueuedFrames } };
    private readonly INatsConnection _connection;
    private readonly INatsSub<ReadOnlyMemory<byte>> _frames;
    private readonly string _to;
    private readonly ConduitTimings _timings;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SendWindow _sent = new();
    private readonly ReceiveWindow _received = new();
    private readonly CancellationTokenSource _life = new();
    private readonly TaskCompletionSource _aborted = NewSignal();
    private readonly TaskCompletionSource _gone = NewSignal();
    private readonly Task _hearing;
    private readonly Task _telling;
    private TaskCompletionSource _changed = NewSignal();
    private ConduitMessage? _taken;
    private EndFlags _flags;
    private TimeSpan _heard;
    private (ulong Behind, TimeSpan At) _asked;
    private string? _fault;

    private Conduit(INatsConnection connection, INatsSub<ReadOnlyMemory<byte>> frames, string to, ConduitTimings timings, TimeProvider clock)
    {
        (_connection, _frames, _to, _timings, _clock) = (connection, frames, to, timings, clock);
        _heard = clock.Elapsed();
        _hearing = HearAsync();
        _telling = TellAsync();
    }

    /// <summary>Completes when the other end wants an end of it.</summary>
    public Task Aborted => _aborted.Task;

    /// <summary>Completes when the other end is done, or gone.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Returns once the server knows that this end listens.</summary>
    /// <param name="from">Subject that this end hears.</param>
    /// <param name="to">Subject that the other end hears.</param>
    public static async Task<Conduit> ListenAsync(INatsConnection connection, string from, string to, ConduitTimings timings, TimeProvider clock, CancellationToken token)
    {
        var frames = await connection.SubscribeCoreAsync(from, serializer: NatsRawSerializer<ReadOnlyMemory<byte>>.Default, opts: Queue, cancellationToken: CancellationToken.None);
        try
        {
            await connection.PingAsync(token);
            return new Conduit(connection, frames, to, timings, clock);
        }
        catch
        {
            await frames.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a message, in pieces where it is long. Waits while the other end has no room.</summary>
    /// <exception cref="ConduitBrokenException">The other end is gone.</exception>
    public async Task SendAsync(ConduitContent content, ReadOnlyMemory<byte> payload, CancellationToken token)
    {
        do
        {
            var piece = payload[..Math.Min(payload.Length, LongestPayload)];
            payload = payload[piece.Length..];
            await SendPieceAsync(content, piece, token);
        }
        while (!payload.IsEmpty);
    }

    /// <summary>The next message. With each call the one before counts as dealt with, and makes room for another.</summary>
    /// <returns>Null where the other end is done, and all it sent was received.</returns>
    /// <exception cref="ConduitBrokenException">The other end is gone.</exception>
    public async Task<ConduitMessage?> ReceiveAsync(CancellationToken token)
    {
        if (Consume())
        {
            await PublishStateAsync(token);
        }

        while (true)
        {
            // Before the look, so that a change in between is not slept through.
            var changed = Volatile.Read(ref _changed).Task;
            lock (_gate)
            {
                if (_received.TryTake(out var message))
                {
                    _taken = message;
                    return message;
                }

                ThrowIfBroken_NeedsLock();
                if (_gone.Task.IsCompleted)
                {
                    return null;
                }
            }

            await changed.WaitAsync(token);
        }
    }

    /// <summary>Has the other end give up what this is about.</summary>
    /// <returns>Whether it says that nothing is left there; false where it says nothing for as long as makes it gone.</returns>
    public async Task<bool> AbortAsync()
    {
        Raise(EndFlags.Abort);
        using var limit = new CancellationTokenSource(_timings.Silence, _clock);
        await PublishStateQuietlyAsync(limit.Token);
        await _gone.Task.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            return _gone.Task.IsCompleted && _fault is null;
        }
    }

    /// <summary>Tells the other end that nothing is left at this one, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        Raise(EndFlags.Gone);
        using (var limit = new CancellationTokenSource(_timings.Every, _clock))
        {
            await PublishStateQuietlyAsync(limit.Token);
        }

        Break("this end is closed");
        await _life.CancelAsync();
        await _frames.DisposeAsync();
        await _hearing;
        await _telling;
        _life.Dispose();
        _turn.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SendPieceAsync(ConduitContent content, ReadOnlyMemory<byte> piece, CancellationToken token)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (await TrySendAsync(content, piece, token))
            {
                return;
            }

            await changed.WaitAsync(token);
        }
    }

    /// <returns>False where the other end has no room.</returns>
    private async Task<bool> TrySendAsync(ConduitContent content, ReadOnlyMemory<byte> piece, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            byte[] frame;
            lock (_gate)
            {
                ThrowIfBroken_NeedsLock();
                if (_gone.Task.IsCompleted)
                {
                    throw new ConduitBrokenException("the other end is done");
                }

                if (!_sent.HasRoom)
                {
                    return false;
                }

                frame = _sent.Add(content, piece.Span);
            }

            // In the order of their numbers: one that overtook another would be asked for again.
            await PublishAsync(frame, token);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool Consume()
    {
        lock (_gate)
        {
            var isTime = _taken is { } taken && _received.Consume(taken);
            _taken = null;
            return isTime;
        }
    }

    private void ThrowIfBroken_NeedsLock()
    {
        if (_fault is { } fault)
        {
            throw new ConduitBrokenException(fault);
        }
    }

    private void Raise(EndFlags flags)
    {
        lock (_gate)
        {
            _flags |= flags;
        }
    }

    private void Changed() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private void Break(string fault)
    {
        lock (_gate)
        {
            _fault ??= fault;
        }

        _gone.TrySetResult();
        Changed();
    }

    private async Task HearAsync()
    {
        await foreach (var message in _frames.Msgs.ReadAllAsync(CancellationToken.None))
        {
            if (ConduitFrame.TryRead(message.Data, out var frame))
            {
                await HandleAsync(frame);
            }
        }
    }

    private async Task HandleAsync(ConduitFrame frame)
    {
        bool isMissing;
        IReadOnlyList<byte[]> again = [];
        lock (_gate)
        {
            _heard = _clock.Elapsed();
            if (frame.State is { } state)
            {
                _sent.Forget(state.Consumed);
                again = (state.Flags & EndFlags.Resend) != 0 ? _sent.After(state.Received) : [];
                isMissing = state.Sent > _received.Received;
            }
            else
            {
                isMissing = !_received.Add(frame.Number, frame.Message);
            }
        }

        Changed();
        foreach (var lost in again)
        {
            await PublishQuietlyAsync(lost);
        }

        if (isMissing && MayAsk())
        {
            await PublishQuietlyAsync(StateBytes(EndFlags.Resend));
        }

        Notice(frame.State, isMissing);
    }

    private void Notice(EndState? state, bool isMissing)
    {
        if (state is { } told && (told.Flags & EndFlags.Abort) != 0)
        {
            _aborted.TrySetResult();
        }

        // What it sent before is still on its way, where something is missing.
        if (state is { } last && (last.Flags & EndFlags.Gone) != 0 && !isMissing)
        {
            _gone.TrySetResult();
            Changed();
        }
    }

    /// <summary>Once for each gap, and again where that does not help.</summary>
    private bool MayAsk()
    {
        lock (_gate)
        {
            var now = _clock.Elapsed();
            if (_asked.At != TimeSpan.Zero && _asked.Behind == _received.Received && now - _asked.At < _timings.Every / 4)
            {
                return false;
            }

            _asked = (_received.Received, now);
            return true;
        }
    }

    private async Task TellAsync()
    {
        while (!_life.IsCancellationRequested)
        {
            await Task.Delay(_timings.Every, _clock, _life.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            TimeSpan silence;
            lock (_gate)
            {
                silence = _clock.Elapsed() - _heard;
            }

            if (silence > _timings.Silence)
            {
                Break("the other end is silent");
                return;
            }

            using var limit = new CancellationTokenSource(_timings.Every, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _life.Token);
            await PublishStateQuietlyAsync(either.Token);
        }
    }

    private byte[] StateBytes(EndFlags more)
    {
        lock (_gate)
        {
            _received.Told();
            return ConduitFrame.Of(new EndState(_sent.Sent, _received.Received, _received.Consumed, _flags | more));
        }
    }

    private Task PublishStateAsync(CancellationToken token) => PublishAsync(StateBytes(EndFlags.None), token);

    private Task PublishStateQuietlyAsync(CancellationToken token) => PublishQuietlyAsync(StateBytes(EndFlags.None), token);

    private Task PublishQuietlyAsync(byte[] frame) => PublishQuietlyAsync(frame, _life.Token);

    /// <summary>What is lost here is repeated: it is asked for, or told again at the next turn.</summary>
    private async Task PublishQuietlyAsync(byte[] frame, CancellationToken token)
    {
        try
        {
            await PublishAsync(frame, token);
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException)
        {
            return;
        }
    }

    private async Task PublishAsync(byte[] frame, CancellationToken token) =>
        await _connection.PublishAsync(_to, (ReadOnlyMemory<byte>)frame, serializer: NatsRawSerializer<ReadOnlyMemory<byte>>.Default, cancellationToken: token);
}
