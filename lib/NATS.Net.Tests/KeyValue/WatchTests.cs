using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;
using NATS.Net.Tests.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.KeyValue;

public sealed class WatchTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    [PeerFact]
    public async Task A_watch_shows_the_last_entries_and_then_every_change()
    {
        var bucket = await server.NewBucketAsync();
        await bucket.PutAsync("a", 1);
        await bucket.PutAsync("b", 2);
        await bucket.PutAsync("a", 3);
        await using var watch = bucket.WatchAsync<int>(cancellationToken: JetStreamServer.Limit).GetAsyncEnumerator();
        Assert.Equal(("b", 2, 1ul), await NextAsync(watch));
        Assert.Equal(("a", 3, 0ul), await NextAsync(watch));
        await bucket.PutAsync("c", 4);
        Assert.Equal(("c", 4, 0ul), await NextAsync(watch));
        await bucket.DeleteAsync("c");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(NatsKVOperation.Del, watch.Current.Operation);
    }

    [PeerFact]
    public async Task A_pattern_shows_what_matches_it()
    {
        var bucket = await server.NewBucketAsync();
        await bucket.PutAsync("a.1", 1);
        await bucket.PutAsync("b.1", 2);
        await using var watch = bucket.WatchAsync<int>("b.*", cancellationToken: JetStreamServer.Limit).GetAsyncEnumerator();
        Assert.Equal(("b.1", 2, 0ul), await NextAsync(watch));
        await bucket.PutAsync("a.2", 3);
        await bucket.PutAsync("b.2", 4);
        Assert.Equal(("b.2", 4, 0ul), await NextAsync(watch));
    }

    [PeerFact]
    public async Task Options_choose_what_is_shown()
    {
        var bucket = await server.NewBucketAsync(config => config with { History = 5 });
        await bucket.PutAsync("k", 1);
        var second = await bucket.PutAsync("k", 2);
        await bucket.DeleteAsync("k");
        await bucket.PutAsync("k", 4);
        Assert.Equal([1, 2, 0, 4], await TakeAsync(bucket, 4, new NatsKVWatchOpts { IncludeHistory = true }));
        Assert.Equal([1, 2, 4], await TakeAsync(bucket, 3, new NatsKVWatchOpts { IncludeHistory = true, IgnoreDeletes = true }));
        Assert.Equal([2, 0, 4], await TakeAsync(bucket, 3, new NatsKVWatchOpts { ResumeAtRevision = second }));
        Assert.Equal([0], await TakeAsync(bucket, 1, new NatsKVWatchOpts { MetaOnly = true }));
    }

    [PeerFact]
    public async Task Updates_only_begins_with_now()
    {
        var bucket = await server.NewBucketAsync();
        await bucket.PutAsync("k", 1);
        var ready = new TaskCompletionSource();
        var opts = new NatsKVWatchOpts { UpdatesOnly = true, OnNoData = _ => NoData(ready) };
        await using var watch = bucket.WatchAsync<int>(opts: opts, cancellationToken: JetStreamServer.Limit).GetAsyncEnumerator();
        var next = NextAsync(watch);
        await ready.Task.WaitAsync(JetStreamServer.Limit);
        await bucket.PutAsync("k", 2);
        Assert.Equal(("k", 2, 0ul), await next);
    }

    [PeerFact]
    public async Task Nothing_to_show_is_told_once_and_may_end_the_watch()
    {
        var bucket = await server.NewBucketAsync();
        await bucket.PutAsync("k", 1);
        await bucket.DeleteAsync("k");
        var told = 0;
        var opts = new NatsKVWatchOpts { IgnoreDeletes = true, OnNoData = _ => ValueTask.FromResult(++told == 1) };
        await foreach (var entry in bucket.WatchAsync<int>(opts: opts, cancellationToken: JetStreamServer.Limit))
        {
            Assert.Fail($"{entry} was deleted.");
        }

        Assert.Equal(1, told);
    }

    [PeerFact]
    public async Task Options_that_contradict_each_other_are_refused()
    {
        var bucket = await server.NewBucketAsync();
        foreach (var opts in new NatsKVWatchOpts[] { new() { IncludeHistory = true, UpdatesOnly = true }, new() { ResumeAtRevision = 1, UpdatesOnly = true } })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(bucket, 1, opts));
        }

        await using var none = bucket.WatchAsync<int>(Array.Empty<string>()).GetAsyncEnumerator();
        await Assert.ThrowsAsync<ArgumentException>(async () => await none.MoveNextAsync());
    }

    [PeerFact]
    public async Task Several_patterns_are_refused_where_the_server_would_ignore_them()
    {
        var bucket = await server.NewBucketAsync();
        if (!server.Connection.ServerInfo!.Version.StartsWith("2.9.", StringComparison.Ordinal))
        {
            return;
        }

        await using var watch = bucket.WatchAsync<int>(["a", "b"]).GetAsyncEnumerator();
        await Assert.ThrowsAsync<NatsJSApiException>(async () => await watch.MoveNextAsync());
    }

    [PeerFact]
    public async Task Cancelling_throws_unless_told_otherwise()
    {
        var bucket = await server.NewBucketAsync();
        await bucket.PutAsync("k", 1);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WatchUntilCancelledAsync(bucket, stop));
        var quiet = await server.Connection.CreateKeyValueStoreContext(new NatsKVOpts { WatcherThrowOnCancellation = false }).GetStoreAsync(bucket.Bucket);
        using var again = new CancellationTokenSource();
        await WatchUntilCancelledAsync(quiet, again);
    }

    [PeerFact]
    public async Task A_watch_leaves_no_consumer_behind()
    {
        var bucket = await server.NewBucketAsync();
        await bucket.PutAsync("k", 1);
        Assert.Equal([1], await TakeAsync(bucket, 1, NatsKVWatchOpts.Default));
        await Poll.UntilAsync(
            async () => (await bucket.GetStatusAsync()).Info.State.ConsumerCount == 0, TimeSpan.FromSeconds(4), "the watch's consumer to go");
    }

    [PeerFact]
    public async Task A_bucket_of_many_keys_arrives_whole()
    {
        const int Keys = 20_000;
        const int AtOnce = 100;
        var bucket = await server.NewBucketAsync(config => config with { Storage = NatsKVStorageType.Memory });
        for (var first = 0; first < Keys; first += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(first, AtOnce).Select(i => bucket.PutAsync($"k.{i}", new byte[100]).AsTask()));
        }

        var keys = new HashSet<string>();
        await foreach (var key in bucket.GetKeysAsync(cancellationToken: JetStreamServer.Limit))
        {
            Assert.True(keys.Add(key));
        }

        Assert.Equal(Keys, keys.Count);
    }

    private static ValueTask<bool> NoData(TaskCompletionSource ready)
    {
        ready.SetResult();
        return ValueTask.FromResult(false);
    }

    private static async Task WatchUntilCancelledAsync(INatsKVStore bucket, CancellationTokenSource stop)
    {
        await foreach (var entry in bucket.WatchAsync<int>(cancellationToken: stop.Token))
        {
            Assert.Equal(1, entry.Value);
            stop.CancelAfter(TimeSpan.FromMilliseconds(20));
        }
    }

    private static async Task<(string Key, int Value, ulong Delta)> NextAsync(IAsyncEnumerator<NatsKVEntry<int>> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return (watch.Current.Key, watch.Current.Value, watch.Current.Delta);
    }

    private static async Task<List<int>> TakeAsync(INatsKVStore bucket, int count, NatsKVWatchOpts opts)
    {
        var seen = new List<int>();
        await foreach (var entry in bucket.WatchAsync<int>(opts: opts, cancellationToken: JetStreamServer.Limit))
        {
            seen.Add(entry.Value);
            if (seen.Count == count)
            {
                break;
            }
        }

        return seen;
    }
}
