using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Keys;
using Plane.State.Time;

namespace Plane.Controller.Connect;

/// <summary>
/// Who has a key. The view answers for <see cref="LeaseTimings.KeyFresh"/> after it saw a revision; beyond that, and on a miss, the leader is
/// asked: once for all who want the same key, and by a bounded number at a time.
/// </summary>
internal sealed class KeyLookup(
    LiveView<KeyEntry> view, KeysStore keys, LeaseTimings timings, ControllerOptions options, TimeProvider clock) : IDisposable
{
    private readonly SingleFlight<KeySighting?> _reads = new();
    private readonly SemaphoreSlim _turns = new(options.MaxLeaderReads);

    /// <summary>The fresh view's entry, else the leader's; null where the leader could not be asked in time.</summary>
    public ValueTask<KeySighting?> FindAsync(KeyName key, CancellationToken token) =>
        InView(key) is { } sighting && sighting.Left > timings.Ttl - timings.KeyFresh
            ? ValueTask.FromResult<KeySighting?>(sighting)
            : AskAsync(key, token);

    /// <summary>The leader's entry, not older than this call; null where it could not be asked in time.</summary>
    public async ValueTask<KeySighting?> AskAsync(KeyName key, CancellationToken token)
    {
        var (sighting, joined) = await _reads.RunAsync(key.Hash, () => ReadAsync(key), token);
        if (joined)
        {
            // That read may have begun before this call; any that runs now has not.
            (sighting, _) = await _reads.RunAsync(key.Hash, () => ReadAsync(key), token);
        }

        return sighting;
    }

    /// <summary>Waits until the entry of this revision is replaced, renewed or gone; false where that does not happen within the limit.</summary>
    public async Task<bool> WaitForChangeAsync(KeyName key, ulong revision, TimeSpan limit, CancellationToken token)
    {
        // The view may not have caught up with the revision yet: its absence means something only once it was there.
        var wasThere = false;
        try
        {
            await view.WaitAsync(key.Hash, IsChanged, limit, token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }

        bool IsChanged(Seen<KeyEntry>? seen)
        {
            wasThere |= seen?.Revision == revision;
            return seen is null ? wasThere : seen.Revision > revision;
        }
    }

    public void Dispose() => _turns.Dispose();

    private KeySighting? InView(KeyName key) =>
        view.Current.Find(key.Hash) is { } seen ? new KeySighting(seen.Value, seen.Revision, timings.Ttl - (clock.Elapsed() - seen.At)) : null;

    private async Task<KeySighting?> ReadAsync(KeyName key)
    {
        // Shared by many callers, so no single one may cancel it; the store's own time limits end it.
        if (!await _turns.WaitAsync(options.LeaderReadWaitMilliseconds, CancellationToken.None))
        {
            return null;
        }

        try
        {
            var read = await keys.ReadAsync(key, CancellationToken.None);
            return read.Result switch
            {
                ReadResult.Found => new KeySighting(read.Entry!.Value, read.Entry.Revision, LeftOf(key, read.Entry.Revision)),
                ReadResult.Missing => KeySighting.None,
                _ => null,
            };
        }
        finally
        {
            _turns.Release();
        }
    }

    private TimeSpan LeftOf(KeyName key, ulong revision) => InView(key) is { } sighting && sighting.Revision == revision ? sighting.Left : timings.Ttl;
}
