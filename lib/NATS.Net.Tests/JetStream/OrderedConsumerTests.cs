using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Peers;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class OrderedConsumerTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    [PeerFact]
    public async Task Reads_only_what_its_one_filter_lets_through()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        foreach (var subject in new[] { "a", "b", "a" })
        {
            await server.JetStream.PublishAsync($"{name}.{subject}", subject);
        }

        var consumer = await stream.CreateOrderedConsumerAsync(new NatsJSOrderedConsumerOpts { FilterSubjects = [$"{name}.a"] });
        var seen = new List<ulong>();
        await foreach (var msg in consumer.FetchNoWaitAsync<string>(new NatsJSFetchOpts { MaxMsgs = 10 }))
        {
            Assert.Equal("a", msg.Data);
            seen.Add(msg.Metadata!.Value.Sequence.Stream);
        }

        Assert.Equal([1ul, 3ul], seen);
    }

    [PeerFact]
    public async Task Goes_on_behind_the_last_message_from_call_to_call()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        for (var i = 0; i < 5; i++)
        {
            await server.JetStream.PublishAsync($"{name}.a", i);
        }

        var consumer = await stream.CreateOrderedConsumerAsync();
        Assert.Equal(0, (await consumer.NextAsync<int>())?.Data);
        Assert.Equal(1, (await consumer.NextAsync<int>())?.Data);
        await foreach (var msg in consumer.FetchAsync<int>(new NatsJSFetchOpts { MaxMsgs = 2 }))
        {
            Assert.Equal(2, msg.Data);
            break;
        }

        Assert.Equal(3, (await consumer.NextAsync<int>())?.Data);
    }

    [PeerFact]
    public async Task A_fetch_by_bytes_ends_before_the_message_that_does_not_fit()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        await server.JetStream.PublishAsync($"{name}.a", new byte[100]);
        await server.JetStream.PublishAsync($"{name}.a", new byte[5000]);
        var consumer = await stream.CreateOrderedConsumerAsync();
        var sizes = new List<int>();
        await foreach (var msg in consumer.FetchAsync<byte[]>(new NatsJSFetchOpts { MaxBytes = 1000, Expires = TimeSpan.FromSeconds(1) }, cancellationToken: JetStreamServer.Limit))
        {
            sizes.Add(msg.Data!.Length);
        }

        Assert.Equal([100], sizes);
    }

    [PeerFact]
    public async Task Misses_nothing_over_a_restart_while_others_write()
    {
        const int Messages = 2000;
        await using var own = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        await using var connection = server.Connect(own.Url);
        var js = connection.CreateJetStreamContext();
        var stream = await js.CreateStreamAsync(new StreamConfig("s", ["s"]));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(JetStreamServer.Limit);
        var writer = Task.Run(() => WriteAsync(js, Messages, stop.Token));
        var consumer = await stream.CreateOrderedConsumerAsync();
        var expected = 1ul;
        await foreach (var msg in consumer.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxMsgs = 50 }, cancellationToken: stop.Token))
        {
            Assert.Equal(expected++, msg.Metadata?.Sequence.Stream);
            if (msg.Metadata?.Sequence.Stream is 300 or 900)
            {
                await own.RestartAsync(stop.Token);
            }

            if (expected > Messages)
            {
                await stop.CancelAsync();
            }
        }

        await writer;
        Assert.Equal((ulong)Messages + 1, expected);
    }

    private static async Task WriteAsync(INatsJSContext js, int messages, CancellationToken cancellationToken)
    {
        for (var i = 0; i < messages;)
        {
            var opts = new NatsJSPubOpts { MsgId = $"m{i}" };
            var result = await js.TryPublishAsync("s", i, opts: opts, cancellationToken: cancellationToken);
            i += result.Success && result.Value.Error is null ? 1 : 0;
        }
    }
}
