using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore.Watching;

namespace NATS.Client.KeyValueStore.Entries;

internal sealed partial class NatsKVStore
{
    private static readonly string[] Everything = [">"];

    public IAsyncEnumerable<NatsKVEntry<T>> WatchAsync<T>(string key, INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default)
        => WatchAsync([key], serializer, opts, cancellationToken);

    public IAsyncEnumerable<NatsKVEntry<T>> WatchAsync<T>(INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default)
        => WatchAsync(Everything, serializer, opts, cancellationToken);

    public async IAsyncEnumerable<NatsKVEntry<T>> WatchAsync<T>(IEnumerable<string> keys, INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        opts ??= NatsKVWatchOpts.Default;
        await using var watch = Watch(keys, serializer, opts, cancellationToken);
        while (await NextAsync(watch, cancellationToken) is { } entry)
        {
            yield return entry;
        }
    }

    public async IAsyncEnumerable<NatsKVEntry<T>> HistoryAsync<T>(string key, INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        opts = (opts ?? NatsKVWatchOpts.Default) with { IncludeHistory = true, OnNoData = null };
        await using var watch = Watch([key], serializer, opts, cancellationToken);
        while (!await watch.IsCaughtUpAsync())
        {
            var entry = await watch.NextAsync();
            if (!opts.IgnoreDeletes || entry.Operation == NatsKVOperation.Put)
            {
                yield return entry;
            }
        }
    }

    public IAsyncEnumerable<string> GetKeysAsync(NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default)
        => GetKeysAsync(Everything, opts, cancellationToken);

    public async IAsyncEnumerable<string> GetKeysAsync(IEnumerable<string> filters, NatsKVWatchOpts? opts = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        opts = (opts ?? NatsKVWatchOpts.Default) with { MetaOnly = true, OnNoData = null };
        await using var watch = Watch(filters, Ignoring.Default, opts, cancellationToken);
        while (!await watch.IsCaughtUpAsync())
        {
            var entry = await watch.NextAsync();
            if (entry.Operation == NatsKVOperation.Put)
            {
                yield return entry.Key;
            }
        }
    }

    public async ValueTask PurgeDeletesAsync(NatsKVPurgeOpts? opts = default, CancellationToken cancellationToken = default)
    {
        var threshold = (opts ?? NatsKVPurgeOpts.Default).DeleteMarkersThreshold;
        var youngest = threshold < TimeSpan.Zero ? DateTimeOffset.MaxValue : TimeProvider.System.GetUtcNow() - threshold;
        var markers = new List<NatsKVEntry<object?>>();
        await using (var watch = Watch(Everything, Ignoring.Default, new NatsKVWatchOpts { MetaOnly = true }, cancellationToken))
        {
            while (!await watch.IsCaughtUpAsync())
            {
                var entry = await watch.NextAsync();
                if (entry.Operation != NatsKVOperation.Put)
                {
                    markers.Add(entry);
                }
            }
        }

        foreach (var marker in markers)
        {
            var keep = marker.Created > youngest ? 1ul : 0;
            await _stream.PurgeAsync(new StreamPurgeRequest { Filter = _prefix + marker.Key, Keep = keep }, cancellationToken);
        }
    }

    /// <summary>The next entry the options let through; null when the watch is over.</summary>
    private async ValueTask<NatsKVEntry<T>?> NextAsync<T>(WatchSession<T> watch, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.NextVisibleAsync();
        }
        catch (OperationCanceledException) when (!_opts.WatcherThrowOnCancellation && cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private WatchSession<T> Watch<T>(IEnumerable<string> keys, INatsDeserialize<T>? serializer, NatsKVWatchOpts opts, CancellationToken cancellationToken)
    {
        opts.Check();
        var patterns = keys.ToArray();
        if (patterns.Length == 0)
        {
            throw new ArgumentException("A watch needs at least one key.", nameof(keys));
        }

        foreach (var pattern in patterns)
        {
            KeyRule.CheckPattern(pattern);
        }

        var scope = new WatchScope(JetStreamContext, Bucket, _stream.Info.Config.Name!, [.. patterns.Select(pattern => _prefix + pattern)], opts);
        return new WatchSession<T>(scope, serializer, cancellationToken);
    }
}
