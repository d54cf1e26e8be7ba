using NATS.Client.KeyValueStore;
using NATS.Net.Tests.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.KeyValue;

public sealed class HistoryTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    [PeerFact]
    public async Task History_has_every_kept_revision_and_then_ends()
    {
        var bucket = await server.NewBucketAsync(config => config with { History = 3 });
        for (var i = 0; i < 4; i++)
        {
            await bucket.PutAsync("k", i);
        }

        await bucket.DeleteAsync("k");
        await bucket.PutAsync("other", 9);
        var seen = new List<(int, NatsKVOperation)>();
        await foreach (var entry in bucket.HistoryAsync<int>("k", cancellationToken: JetStreamServer.Limit))
        {
            seen.Add((entry.Value, entry.Operation));
        }

        Assert.Equal([(2, NatsKVOperation.Put), (3, NatsKVOperation.Put), (0, NatsKVOperation.Del)], seen);
        await foreach (var entry in bucket.HistoryAsync<int>("missing", cancellationToken: JetStreamServer.Limit))
        {
            Assert.Fail($"{entry} was never written.");
        }
    }

    [PeerFact]
    public async Task Keys_are_those_that_live()
    {
        var bucket = await server.NewBucketAsync();
        Assert.Empty(await KeysAsync(bucket.GetKeysAsync(cancellationToken: JetStreamServer.Limit)));
        foreach (var key in new[] { "a.1", "a.2", "b.1", "b.2" })
        {
            await bucket.PutAsync(key, "v");
        }

        await bucket.DeleteAsync("a.2");
        await bucket.PurgeAsync("b.2");
        Assert.Equal(["a.1", "b.1"], await KeysAsync(bucket.GetKeysAsync(cancellationToken: JetStreamServer.Limit)));
        Assert.Equal(["b.1"], await KeysAsync(bucket.GetKeysAsync(["b.*"], cancellationToken: JetStreamServer.Limit)));
    }

    [PeerFact]
    public async Task Purging_deletes_removes_old_markers_and_spares_young_ones()
    {
        var bucket = await server.NewBucketAsync(config => config with { History = 5 });
        await bucket.PutAsync("live", "v");
        foreach (var key in new[] { "x", "y" })
        {
            await bucket.PutAsync(key, "v");
            await bucket.DeleteAsync(key);
        }

        await bucket.PurgeDeletesAsync(cancellationToken: JetStreamServer.Limit);
        Assert.Equal(3, (await bucket.GetStatusAsync()).Info.State.Messages);
        await bucket.PurgeDeletesAsync(new NatsKVPurgeOpts { DeleteMarkersThreshold = TimeSpan.FromTicks(-1) }, JetStreamServer.Limit);
        Assert.Equal(1, (await bucket.GetStatusAsync()).Info.State.Messages);
        Assert.Equal("v", (await bucket.GetEntryAsync<string>("live")).Value);
    }

    private static async Task<List<string>> KeysAsync(IAsyncEnumerable<string> keys)
    {
        var all = new List<string>();
        await foreach (var key in keys)
        {
            all.Add(key);
        }

        return all;
    }
}
