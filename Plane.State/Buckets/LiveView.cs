using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.KeyValueStore;
using Plane.State.Connection;
using Plane.State.Time;

namespace Plane.State.Buckets;

/// <summary>
/// Keeps an immutable snapshot of a bucket up to date. The latest value of a key is never missed and a snapshot never goes back; values in
/// between may be. Expiry is not announced by the servers: who reads a bucket with a TTL looks at <see cref="Seen{T}.At"/>. After every
/// reconnect the bucket is listed anew, and what is no longer in it is dropped.
/// </summary>
public sealed class LiveView<T> : BackgroundService
    where T : class
{
    private const int SweepsInALife = 16;
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);
    private readonly ViewSpec<T> _spec;
    private readonly JetStream _jetStream;
    private readonly StoreSetup _setup;
    private readonly TimeProvider _clock;
    private readonly ILogger<LiveView<T>> _log;
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KeyedSignals _signals = new();
    private Snapshot<T> _current = Snapshot<T>.Empty;
    private CancellationTokenSource _watch = new();
    private TimeSpan _forgotLast;

    public LiveView(ViewSpec<T> spec, JetStream jetStream, StoreSetup setup, TimeProvider clock, ILogger<LiveView<T>> log)
    {
        _spec = spec;
        _jetStream = jetStream;
        _setup = setup;
        _clock = clock;
        _log = log;
    }

    public Snapshot<T> Current => Volatile.Read(ref _current);

    /// <summary>Completes once everything the bucket held at the start is in the snapshot.</summary>
    public Task Listed => _listed.Task;

    /// <summary>Waits until an entry, or its absence, is as wanted.</summary>
    /// <returns>The entry at that moment, or null where absence was wanted.</returns>
    /// <exception cref="TimeoutException">It did not come to that within the limit.</exception>
    public async ValueTask<Seen<T>?> WaitAsync(string key, Func<Seen<T>?, bool> wanted, TimeSpan limit, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        while (true)
        {
            // The signal is taken before the look, so that a change in between is not slept through.
            var changed = _signals.Of(key);
            var entry = Current.Find(key);
            if (wanted(entry))
            {
                return entry;
            }

            try
            {
                await changed.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                throw new TimeoutException($"{_spec.Bucket.Name} did not come to the wanted state within {limit}.");
            }
        }
    }

    /// <summary>The snapshot now, and a later one after each change; those in between may be left out for a slow reader.</summary>
    public async IAsyncEnumerable<Snapshot<T>> FollowAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        while (true)
        {
            var changed = _signals.Of(KeyedSignals.Any);
            yield return Current;
            await changed.WaitAsync(token);
        }
    }

    public override void Dispose()
    {
        _watch.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _jetStream.Connection.ConnectionOpened += RestartAsync;
        try
        {
            await _setup.Done.WaitAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await WatchOnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            _jetStream.Connection.ConnectionOpened -= RestartAsync;
        }
    }

    private ValueTask RestartAsync(object? sender, NatsEventArgs args)
    {
        Volatile.Read(ref _watch).Cancel();
        return ValueTask.CompletedTask;
    }

    private async Task WatchOnceAsync(CancellationToken stopping)
    {
        using var restart = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Volatile.Write(ref _watch, restart);
        try
        {
            await FollowBucketAsync(restart.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            _log.ViewRestarts(_spec.Bucket.Name);
        }
        catch (NatsException exception)
        {
            _log.ViewBroke(exception, _spec.Bucket.Name);
            await Task.Delay(RestartAfter, _clock, stopping);
        }
        finally
        {
            Volatile.Write(ref _watch, new CancellationTokenSource());
        }
    }

    private async Task FollowBucketAsync(CancellationToken token)
    {
        var store = await _jetStream.KeyValue.GetStoreAsync(_spec.Bucket.Name, token);
        var listing = new Listing(_clock.Elapsed());
        var options = new NatsKVWatchOpts
        {
            OnNoData = _ =>
            {
                Finish(listing);
                return ValueTask.FromResult(false);
            },
        };
        await foreach (var entry in store.WatchAsync(_spec.Filter, RawJson<T>.Of(_spec.Bucket.Json), options, token))
        {
            Apply(entry, listing);
            if (!listing.IsFinished && entry.Delta == 0)
            {
                Finish(listing);
            }
        }
    }

    private void Apply(in NatsKVEntry<T> entry, Listing listing)
    {
        if (_spec.KeyOf(entry.Key) is not { } key)
        {
            return;
        }

        if (!listing.IsFinished)
        {
            listing.Keys.Add(key);
        }

        // A store that lost its last writes, or all, counts on from an earlier revision: what it wrote since is newer by its stamp.
        if (Current.Find(key) is { } known && known.Revision >= entry.Revision && known.Entry.Created >= entry.Created)
        {
            return;
        }

        if (entry.Operation != NatsKVOperation.Put)
        {
            Publish(Current.Entries.Remove(key), Current.IsComplete, key);
        }
        else if (entry is { Error: null, Value: { } value })
        {
            var seen = new Seen<T>(new Versioned<T>(entry.Key, value, entry.Revision, entry.Created), _clock.Elapsed());
            Publish(Current.Entries.SetItem(key, seen), Current.IsComplete, key);
            ForgetExpired(seen.At);
        }
        else
        {
            _log.EntryUnreadable(entry.Error, _spec.Bucket.Name, entry.Revision);
        }
    }

    /// <summary>Now and then, and only where something is added: so the snapshot is bounded by what comes within an entry's life, at little cost for each.</summary>
    private void ForgetExpired(TimeSpan now)
    {
        var age = _spec.Bucket.MaxAge;
        if (!_spec.ForgetsExpired || now - _forgotLast < age / SweepsInALife)
        {
            return;
        }

        _forgotLast = now;
        var expired = Current.Entries.Where(pair => now - pair.Value.At > age).Select(static pair => pair.Key).ToList();
        if (expired.Count > 0)
        {
            Publish(Current.Entries.RemoveRange(expired), Current.IsComplete, key: null);
        }
    }

    private void Finish(Listing listing)
    {
        listing.IsFinished = true;
        var gone = Current.Entries.Where(pair => pair.Value.At < listing.Began && !listing.Keys.Contains(pair.Key)).Select(static pair => pair.Key).ToList();
        Publish(Current.Entries.RemoveRange(gone), isComplete: true, key: null);
        foreach (var key in gone)
        {
            _signals.Raise(key);
        }

        _listed.TrySetResult();
    }

    private void Publish(ImmutableDictionary<string, Seen<T>> entries, bool isComplete, string? key)
    {
        var index = key is null ? Reindexed(entries) : Reindexed(key, entries.GetValueOrDefault(key));
        Volatile.Write(ref _current, new Snapshot<T>(_current.Sequence + 1, isComplete, entries, index));
        if (key is not null)
        {
            _signals.Raise(key);
        }

        _signals.Raise(KeyedSignals.Any);
    }

    private ImmutableDictionary<string, string> Reindexed(string key, Seen<T>? entry)
    {
        var before = NameOf(_current.Find(key));
        var after = NameOf(entry);
        if (before == after)
        {
            return _current.Index;
        }

        var index = before is not null && _current.Index.GetValueOrDefault(before) == key ? _current.Index.Remove(before) : _current.Index;
        return after is null ? index : index.SetItem(after, key);
    }

    /// <summary>Without the names of entries that are gone.</summary>
    private ImmutableDictionary<string, string> Reindexed(ImmutableDictionary<string, Seen<T>> entries) =>
        entries.Count == _current.Entries.Count
            ? _current.Index
            : _current.Index.RemoveRange(_current.Index.Where(pair => !entries.ContainsKey(pair.Value)).Select(static pair => pair.Key));

    private string? NameOf(Seen<T>? entry) => entry is null ? null : _spec.IndexOf?.Invoke(entry.Value);

    private sealed class Listing(TimeSpan began)
    {
        public TimeSpan Began => began;

        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public bool IsFinished { get; set; }
    }
}
