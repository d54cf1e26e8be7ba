using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using NATS.Net.Tests.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.KeyValue;

public sealed class BucketTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    private readonly INatsKVContext _kv = server.Connection.CreateKeyValueStoreContext();

    [PeerFact]
    public async Task A_bucket_is_created_updated_listed_and_deleted()
    {
        var config = new NatsKVConfig(server.NewName()) { History = 3, MaxValueSize = 100 };
        await _kv.CreateStoreAsync(config);
        await _kv.CreateStoreAsync(config);
        var updated = await _kv.UpdateStoreAsync(config with { History = 5 });
        Assert.Equal(5, (await updated.GetStatusAsync()).Info.Config.MaxMsgsPerSubject);
        Assert.Equal(7, (await (await _kv.CreateOrUpdateStoreAsync(config with { History = 7 })).GetStatusAsync()).Info.Config.MaxMsgsPerSubject);
        var names = new List<string>();
        await foreach (var name in _kv.GetBucketNamesAsync())
        {
            names.Add(name);
        }

        Assert.Contains(config.Bucket, names);
        Assert.True(await _kv.DeleteStoreAsync(config.Bucket));
        var missing = await Assert.ThrowsAsync<NatsJSApiException>(async () => await _kv.GetStoreAsync(config.Bucket));
        Assert.Equal(404, missing.Error.Code);
    }

    [PeerFact]
    public async Task A_stream_that_keeps_everything_is_no_bucket()
    {
        var name = server.NewName();
        await server.JetStream.CreateStreamAsync(new StreamConfig($"KV_{name}", [name]));
        await Assert.ThrowsAsync<NatsKVException>(async () => await _kv.GetStoreAsync(name));
    }

    [PeerFact]
    public async Task A_bucket_without_direct_get_is_read_from_its_leader()
    {
        var name = server.NewName();
        await server.JetStream.CreateStreamAsync(new StreamConfig($"KV_{name}", [$"$KV.{name}.>"]) { MaxMsgsPerSubject = 1, AllowRollupHdrs = true });
        var bucket = await _kv.GetStoreAsync(name);
        var revision = await bucket.PutAsync("k", "v");
        var entry = await bucket.GetEntryAsync<string>("k");
        Assert.Equal(("v", revision), (entry.Value, entry.Revision));
        await bucket.DeleteAsync("k");
        await Assert.ThrowsAsync<NatsKVKeyDeletedException>(async () => await bucket.GetEntryAsync<string>("k"));
        await Assert.ThrowsAsync<NatsKVKeyNotFoundException>(async () => await bucket.GetEntryAsync<string>("other"));
    }

    [PeerFact]
    public async Task Keys_in_the_subject_of_a_direct_get_give_the_same_answers()
    {
        var name = (await server.NewBucketAsync()).Bucket;
        var bucket = await server.Connection.CreateKeyValueStoreContext(new NatsKVOpts { UseDirectGetApiWithKeysInSubject = true }).GetStoreAsync(name);
        await bucket.PutAsync("a.b", "v");
        Assert.Equal("v", (await bucket.GetEntryAsync<string>("a.b")).Value);
        await Assert.ThrowsAsync<NatsKVKeyNotFoundException>(async () => await bucket.GetEntryAsync<string>("other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("ä")]
    public async Task A_bucket_name_has_plain_characters(string bucket)
        => await Assert.ThrowsAsync<NatsKVException>(async () => await _kv.CreateStoreAsync(bucket));

    [Fact]
    public async Task More_than_64_revisions_are_refused()
        => await Assert.ThrowsAsync<NatsKVException>(async () => await _kv.CreateStoreAsync(new NatsKVConfig("b") { History = 65 }));
}
