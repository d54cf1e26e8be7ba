using NATS.Client.Core;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Logs;

/// <summary>
/// Tells that lines of one backend came: how many, and when the next. The lines themselves are read from the stream, at the reader's own pace, so that
/// nothing piles up here for a reader that does not read.
/// </summary>
internal sealed class LineSignals : IAsyncDisposable
{
    private readonly INatsSub<ReadOnlyMemory<byte>> _lines;
    private readonly Task _counting;
    private TaskCompletionSource _next = NewSignal();
    private long _count;

    private LineSignals(INatsSub<ReadOnlyMemory<byte>> lines)
    {
        _lines = lines;
        _counting = CountAsync();
    }

    /// <summary>Completes when the next line comes; taken before a look into the stream.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Lines that came since the subscription reached the server.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Returns once the server knows the subscription: a line stored later is told.</summary>
    public static async Task<LineSignals> ListenAsync(INatsConnection connection, BackendId backend, CancellationToken token)
    {
        var lines = await connection.SubscribeCoreAsync(Subjects.Log(backend), serializer: NatsRawSerializer<ReadOnlyMemory<byte>>.Default, cancellationToken: token);
        var signals = new LineSignals(lines);
        try
        {
            await connection.PingAsync(token);
            return signals;
        }
        catch
        {
            await signals.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _lines.DisposeAsync();
        await _counting;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task CountAsync()
    {
        await foreach (var _ in _lines.Msgs.ReadAllAsync(CancellationToken.None))
        {
            Interlocked.Increment(ref _count);
            Interlocked.Exchange(ref _next, NewSignal()).SetResult();
        }
    }
}
