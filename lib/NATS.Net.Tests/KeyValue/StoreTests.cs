using NATS.Client.Core;
using NATS.Client.KeyValueStore;
using NATS.Net.Tests.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.KeyValue;

public sealed class StoreTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    [PeerFact]
    public async Task What_was_put_is_read_back_with_revision_and_time()
    {
        var bucket = await server.NewBucketAsync();
        var revision = await bucket.PutAsync("a.b", "v");
        var entry = await bucket.GetEntryAsync<string>("a.b");
        Assert.Equal(("a.b", "v", revision, NatsKVOperation.Put, 0ul), (entry.Key, entry.Value, entry.Revision, entry.Operation, entry.Delta));
        Assert.InRange(entry.Created, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        Assert.Equal(bucket.Bucket, entry.Bucket);
    }

    [PeerFact]
    public async Task A_revision_is_read_while_it_is_kept_and_only_under_its_own_key()
    {
        var bucket = await server.NewBucketAsync(config => config with { History = 2 });
        var first = await bucket.PutAsync("k", "1");
        var second = await bucket.PutAsync("k", "2");
        var other = await bucket.PutAsync("other", "x");
        Assert.Equal("1", (await bucket.GetEntryAsync<string>("k", first)).Value);
        Assert.Equal("2", (await bucket.GetEntryAsync<string>("k", second)).Value);
        await Assert.ThrowsAsync<NatsKVKeyNotFoundException>(async () => await bucket.GetEntryAsync<string>("k", other));
        await bucket.PutAsync("k", "3");
        Assert.IsType<NatsKVKeyNotFoundException>((await bucket.TryGetEntryAsync<string>("k", first)).Error);
    }

    [PeerFact]
    public async Task Create_fails_while_the_key_lives_and_works_again_over_a_marker()
    {
        var bucket = await server.NewBucketAsync(config => config with { History = 5 });
        await bucket.CreateAsync("k", "1");
        await Assert.ThrowsAsync<NatsKVCreateException>(async () => await bucket.CreateAsync("k", "2"));
        Assert.IsType<NatsKVCreateException>((await bucket.TryCreateAsync("k", "2")).Error);
        await bucket.DeleteAsync("k");
        await bucket.CreateAsync("k", "3");
        await bucket.PurgeAsync("k");
        var last = await bucket.CreateAsync("k", "4");
        Assert.Equal(("4", last), ((await bucket.GetEntryAsync<string>("k")).Value, last));
    }

    [PeerFact]
    public async Task Update_needs_the_last_revision()
    {
        var bucket = await server.NewBucketAsync();
        var first = await bucket.CreateAsync("k", "1");
        var second = await bucket.UpdateAsync("k", "2", first);
        var refusal = await Assert.ThrowsAsync<NatsKVWrongLastRevisionException>(async () => await bucket.UpdateAsync("k", "3", first));
        Assert.Equal(10071, refusal.Error.ErrCode);
        Assert.IsType<NatsKVWrongLastRevisionException>((await bucket.TryUpdateAsync("k", "3", first)).Error);
        Assert.Equal(second, (await bucket.GetEntryAsync<string>("k")).Revision);
    }

    [PeerFact]
    public async Task Of_writers_who_race_for_one_revision_one_wins()
    {
        var bucket = await server.NewBucketAsync();
        await using var other = server.Connect();
        var rival = await other.CreateKeyValueStoreContext().GetStoreAsync(bucket.Bucket);
        var revision = await bucket.CreateAsync("k", 0);
        for (var round = 1; round <= 50; round++)
        {
            var results = await Task.WhenAll(
                bucket.TryUpdateAsync("k", round, revision).AsTask(),
                rival.TryUpdateAsync("k", -round, revision).AsTask());
            var winner = Assert.Single(results, result => result.Success);
            Assert.IsType<NatsKVWrongLastRevisionException>(Assert.Single(results, result => !result.Success).Error);
            revision = winner.Value;
        }
    }

    [PeerFact]
    public async Task Of_many_who_create_one_key_one_wins()
    {
        var bucket = await server.NewBucketAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => bucket.TryCreateAsync("k", i).AsTask()));
        Assert.Single(results, result => result.Success);
        Assert.All(results.Where(result => !result.Success), result => Assert.IsType<NatsKVCreateException>(result.Error));
    }

    [PeerFact]
    public async Task Delete_and_purge_can_be_bound_to_a_revision()
    {
        var bucket = await server.NewBucketAsync(config => config with { History = 5 });
        var first = await bucket.PutAsync("k", "1");
        var second = await bucket.PutAsync("k", "2");
        await Assert.ThrowsAsync<NatsKVWrongLastRevisionException>(async () => await bucket.DeleteAsync("k", new NatsKVDeleteOpts { Revision = first }));
        Assert.IsType<NatsKVWrongLastRevisionException>((await bucket.TryPurgeAsync("k", new NatsKVDeleteOpts { Revision = first })).Error);
        Assert.True((await bucket.TryDeleteAsync("k", new NatsKVDeleteOpts { Revision = second })).Success);
        var deleted = await Assert.ThrowsAsync<NatsKVKeyDeletedException>(async () => await bucket.GetEntryAsync<string>("k"));
        Assert.Equal(second + 1, deleted.Revision);
        Assert.Equal("2", (await bucket.GetEntryAsync<string>("k", second)).Value);
        await bucket.PurgeAsync("k");
        await Assert.ThrowsAsync<NatsKVKeyNotFoundException>(async () => await bucket.GetEntryAsync<string>("k", second));
    }

    [PeerFact]
    public async Task An_unreadable_value_is_an_error_of_its_entry()
    {
        var bucket = await server.NewBucketAsync();
        await bucket.PutAsync("k", "no number");
        var entry = await bucket.GetEntryAsync<Version>("k", serializer: new Failing());
        Assert.NotNull(entry.Error);
        Assert.ThrowsAny<NatsException>(entry.EnsureSuccess);
    }

    [PeerFact]
    public async Task A_TTL_per_key_needs_a_bucket_made_for_it()
    {
        var bucket = await server.NewBucketAsync();
        await Assert.ThrowsAsync<NatsKVException>(async () => await bucket.CreateAsync("k", "v", TimeSpan.FromSeconds(5)));
        await Assert.ThrowsAsync<NatsKVException>(async () => await bucket.PurgeAsync("k", TimeSpan.FromSeconds(5)));
        Assert.False((await bucket.TryGetEntryAsync<string>("k")).Success);
    }

    [PeerFact]
    public async Task Keys_that_could_not_be_subjects_are_refused()
    {
        var bucket = await server.NewBucketAsync();
        foreach (var key in new[] { "", ".a", "a.", "a b", "a*", ">", "ä" })
        {
            await Assert.ThrowsAsync<NatsKVException>(async () => await bucket.PutAsync(key, "v"));
            Assert.IsType<NatsKVException>((await bucket.TryGetEntryAsync<string>(key)).Error);
        }
    }

    private sealed class Failing : INatsDeserialize<Version>
    {
        public Version? Deserialize(in System.Buffers.ReadOnlySequence<byte> buffer) => throw new FormatException("not a version");
    }
}
