using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using NATS.Net.Tests.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.KeyValue;

public sealed class ClusterTests
{
    [PeerFact]
    public async Task A_replicated_bucket_outlives_its_leader_and_its_watch_goes_on()
    {
        await using var cluster = await NatsCluster.StartAsync(new NatsServerOptions { JetStream = true });
        await using var connection = new NatsConnection(NatsOpts.Default with
        {
            Url = cluster.Url,
            SerializerRegistry = NatsClientDefaultSerializerRegistry.Default,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(20),
            RequestTimeout = TimeSpan.FromSeconds(2),
        });
        var js = connection.CreateJetStreamContext();
        var bucket = await js.CreateKeyValueStoreContext().CreateStoreAsync(new NatsKVConfig("b") { NumberOfReplicas = 3 }, JetStreamServer.Limit);
        var revision = await bucket.CreateAsync("k", 1);
        await using var watch = bucket.WatchAsync<int>(opts: new NatsKVWatchOpts { IdleHeartbeat = TimeSpan.FromSeconds(1) }, cancellationToken: JetStreamServer.Limit).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(1, watch.Current.Value);

        var leader = (await bucket.GetStatusAsync()).Info.Cluster?.Leader;
        await cluster.Servers.Single(server => server.Options.ServerName == leader).KillAsync();

        // The same message id on every attempt: stored once, whatever answer was lost.
        var opts = new NatsJSPubOpts { MsgId = "update", ExpectedLastSubjectSequence = revision };
        PubAckResponse? ack = null;
        await Poll.UntilAsync(async () => (ack = await TryAsync(js, opts)) is { Error: null }, TimeSpan.FromSeconds(40), "a new leader");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((2, ack!.Seq), (watch.Current.Value, watch.Current.Revision));
        var stream = await js.GetStreamAsync("KV_b", cancellationToken: JetStreamServer.Limit);
        Assert.Equal(ack.Seq, (await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = "$KV.b.k" })).Message.Seq);
    }

    private static async Task<PubAckResponse?> TryAsync(INatsJSContext js, NatsJSPubOpts opts)
    {
        var result = await js.TryPublishAsync("$KV.b.k", 2, opts: opts, cancellationToken: JetStreamServer.Limit);
        return result.Success ? result.Value : null;
    }
}
