using System.Runtime.CompilerServices;
using Plane.Contracts.Records;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Logs;

/// <summary>One reader's way through a backend's lines: what is there, then what comes. It holds one history read and no more.</summary>
internal sealed class LogFeed(BackendId backend, BackendLogs logs, LiveView<BackendRecord> records, TimeSpan keepAlive, TimeProvider clock)
{
    /// <summary>Two streams of one store are not written in step: a last line may be stored just after the record that says it is over.</summary>
    private static readonly TimeSpan LastLines = TimeSpan.FromMilliseconds(250);
    private ulong _told;

    /// <summary>The lines that are there, oldest first.</summary>
    public async Task<IReadOnlyList<StoredLine>> HistoryAsync(LogsQuery query, CancellationToken token)
    {
        // Up to what is the last line now: one who writes faster than we read would keep us here for ever.
        var last = await logs.LastAsync(backend, token);
        _told = query.After;
        var lines = new Queue<StoredLine>();
        while (_told < last && await logs.NextAsync(backend, _told, token) is { } line)
        {
            _told = line.Sequence;
            lines.Enqueue(line);
            if (lines.Count > PlaneBuckets.LogLinesKept)
            {
                // It writes faster than we read: the stream would have let go of these by now.
                lines.Dequeue();
            }
        }

        var wanted = lines.Where(line => query.Since is not { } since || line.Time >= since);
        return [.. query.Tail is { } tail ? wanted.TakeLast(tail) : wanted];
    }

    /// <summary>
    /// What comes after the history, until the backend has ended and all of it was told. Null is a time of silence. Ends early where the reader was so
    /// slow that the stream has let go of lines: see <see cref="FellBehind"/>.
    /// </summary>
    /// <param name="before">Lines signalled when the history had been read: writing it to a slow reader takes its time.</param>
    public async IAsyncEnumerable<StoredLine?> FollowAsync(LineSignals signals, long before, [EnumeratorCancellation] CancellationToken token)
    {
        var read = 0;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(token);
        var over = records.EndedAsync(backend, waiting.Token);
        try
        {
            while (!FellBehind)
            {
                var next = signals.Next;
                var isOver = over.IsCompletedSuccessfully;
                if (await logs.NextAsync(backend, _told, token) is { } line)
                {
                    (_told, read) = (line.Sequence, read + 1);
                    yield return line;
                    FellBehind = signals.Count - before - read > PlaneBuckets.LogLinesKept;
                }
                else if (!isOver)
                {
                    if (!await AnyAsync(next, over, keepAlive, token))
                    {
                        yield return null;
                    }
                }
                else if (!await AnyAsync(next, next, LastLines, token))
                {
                    yield break;
                }
            }
        }
        finally
        {
            await waiting.CancelAsync();
            await over.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lines are lost to this reader.</summary>
    public bool FellBehind { get; private set; }

    /// <returns>False where the time was over first.</returns>
    private async Task<bool> AnyAsync(Task one, Task other, TimeSpan limit, CancellationToken token)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        var time = Task.Delay(limit, clock, rest.Token);
        var first = await Task.WhenAny(one, other, time);
        await rest.CancelAsync();
        token.ThrowIfCancellationRequested();
        return first != time;
    }
}
