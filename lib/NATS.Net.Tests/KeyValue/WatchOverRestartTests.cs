using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;
using NATS.Net.Tests.JetStream;
using Peers;
using Xunit;

namespace NATS.Net.Tests.KeyValue;

public sealed class WatchOverRestartTests
{
    // Within the history, so that no revision goes before the watch had a chance to see it.
    private const int Keys = 25;
    private const int RoundsPerWriter = 60;

    [PeerFact]
    public async Task A_watch_misses_nothing_and_never_goes_back_over_restarts_with_writers_at_work()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        await using var reader = Connect(server);
        await using var writer = Connect(server);
        var config = new NatsKVConfig("b") { History = 64 };
        var bucket = await reader.CreateKeyValueStoreContext().CreateStoreAsync(config);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(JetStreamServer.Limit);
        var written = new Dictionary<ulong, string>();
        var writers = Enumerable.Range(0, Keys).Select(key => Task.Run(() => WriteAsync(writer, key, written, stop.Token))).ToArray();
        var restarts = Task.Run(() => RestartAsync(server, written, stop.Token));

        var seen = new Dictionary<ulong, string>();
        var last = 0ul;
        await foreach (var entry in bucket.WatchAsync<int>(opts: new NatsKVWatchOpts { IncludeHistory = true }, cancellationToken: stop.Token))
        {
            Assert.True(entry.Revision > last, $"{entry.Revision} came after {last}");
            last = entry.Revision;
            seen.Add(entry.Revision, $"{entry.Key}={entry.Value.ToString(CultureInfo.InvariantCulture)}");
            if (seen.Count >= Keys * RoundsPerWriter)
            {
                break;
            }
        }

        await Task.WhenAll(writers);
        await restarts;
        Assert.Equal(written.OrderBy(pair => pair.Key), seen.OrderBy(pair => pair.Key));
    }

    [PeerFact]
    public async Task A_watch_that_had_seen_nothing_yet_sees_what_was_written_while_it_was_away()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        await using var reader = Connect(server);
        var bucket = await reader.CreateKeyValueStoreContext().CreateStoreAsync("b");
        await bucket.PutAsync("old", 1);
        var ready = new TaskCompletionSource();
        var opts = new NatsKVWatchOpts
        {
            UpdatesOnly = true,
            OnNoData = _ =>
            {
                ready.SetResult();
                return ValueTask.FromResult(false);
            },
        };
        await using var watch = bucket.WatchAsync<int>(opts: opts, cancellationToken: JetStreamServer.Limit).GetAsyncEnumerator();
        var next = watch.MoveNextAsync().AsTask();
        await ready.Task.WaitAsync(JetStreamServer.Limit);
        await server.KillAsync();
        await server.RestartAsync();
        await using var writer = Connect(server);
        await (await writer.CreateKeyValueStoreContext().GetStoreAsync("b")).PutAsync("new", 2);
        Assert.True(await next);
        Assert.Equal(("new", 2), (watch.Current.Key, watch.Current.Value));
    }

    private static NatsConnection Connect(NatsServer server) => new(NatsOpts.Default with
    {
        Url = server.Url,
        SerializerRegistry = NatsClientDefaultSerializerRegistry.Default,
        ReconnectWaitMin = TimeSpan.FromMilliseconds(20),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(100),
        RequestTimeout = TimeSpan.FromSeconds(3),
    });

    /// <summary>Each write is repeated with its message id until it is known to be stored, so that it is stored once.</summary>
    private static async Task WriteAsync(NatsConnection connection, int key, Dictionary<ulong, string> written, CancellationToken cancellationToken)
    {
        var js = connection.CreateJetStreamContext();
        for (var i = 0; i < RoundsPerWriter;)
        {
            var opts = new NatsJSPubOpts { MsgId = $"{key}.{i}" };
            var result = await js.TryPublishAsync($"$KV.b.{key}", i, opts: opts, cancellationToken: cancellationToken);
            if (!result.Success || result.Value.Error is not null)
            {
                continue;
            }

            lock (written)
            {
                written[result.Value.Seq] = $"{key}={i}";
            }

            i++;
        }
    }

    private static async Task RestartAsync(NatsServer server, Dictionary<ulong, string> written, CancellationToken cancellationToken)
    {
        foreach (var mark in new[] { 200, 700, 1100 })
        {
            await Poll.UntilAsync(() => Count(written) >= mark, TimeSpan.FromSeconds(30), "writes", cancellationToken);
            await server.RestartAsync(cancellationToken);
        }
    }

    private static int Count(Dictionary<ulong, string> written)
    {
        lock (written)
        {
            return written.Count;
        }
    }
}
