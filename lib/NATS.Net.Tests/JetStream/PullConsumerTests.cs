using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Peers;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class PullConsumerTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    private readonly INatsJSContext _js = server.JetStream;

    [PeerFact]
    public async Task Fetch_ends_with_its_number_or_with_its_time()
    {
        var (_, consumer) = await FilledAsync(5);
        Assert.Equal([0, 1, 2], await FetchAsync(consumer, new NatsJSFetchOpts { MaxMsgs = 3 }));
        Assert.Equal([3, 4], await FetchAsync(consumer, new NatsJSFetchOpts { MaxMsgs = 3, Expires = TimeSpan.FromSeconds(1) }));
    }

    [PeerFact]
    public async Task Fetch_without_waiting_gives_what_is_there()
    {
        var (_, consumer) = await FilledAsync(3);
        var all = new List<int>();
        await foreach (var msg in consumer.FetchNoWaitAsync<int>(new NatsJSFetchOpts { MaxMsgs = 10 }, cancellationToken: JetStreamServer.Limit))
        {
            all.Add(msg.Data);
            await msg.AckAsync();
        }

        Assert.Equal([0, 1, 2], all);
        await foreach (var msg in consumer.FetchNoWaitAsync<int>(new NatsJSFetchOpts { MaxMsgs = 10 }, cancellationToken: JetStreamServer.Limit))
        {
            Assert.Fail($"{msg.Data} came twice.");
        }
    }

    [PeerFact]
    public async Task Next_is_null_when_nothing_came()
    {
        var (name, consumer) = await FilledAsync(1);
        var msg = await consumer.NextAsync<int>();
        Assert.Equal(0, msg?.Data);
        await msg!.AckAsync(new AckOpts { DoubleAck = true });
        Assert.Null(await consumer.NextAsync<int>(opts: new NatsJSNextOpts { Expires = TimeSpan.FromSeconds(1) }));
        await consumer.RefreshAsync();
        Assert.Equal(1ul, consumer.Info.AckFloor.StreamSeq);
        Assert.Equal(name, consumer.Info.StreamName);
    }

    [PeerFact]
    public async Task Consume_keeps_pulling_past_its_window()
    {
        var (name, consumer) = await FilledAsync(50);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(JetStreamServer.Limit);
        var seen = new List<int>();
        await foreach (var msg in consumer.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxMsgs = 8 }, cancellationToken: stop.Token))
        {
            seen.Add(msg.Data);
            await msg.AckAsync();
            if (seen.Count == 50)
            {
                await _js.PublishAsync($"{name}.a", 50);
            }

            if (seen.Count == 51)
            {
                await stop.CancelAsync();
            }
        }

        Assert.Equal(Enumerable.Range(0, 51), seen);
    }

    [PeerFact]
    public async Task Consume_by_bytes_sees_everything()
    {
        var (_, consumer) = await FilledAsync(200);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(JetStreamServer.Limit);
        var seen = 0;
        await foreach (var msg in consumer.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxBytes = 1024 }, cancellationToken: stop.Token))
        {
            Assert.Equal(seen++, msg.Data);
            await msg.AckAsync();
            if (seen == 200)
            {
                await stop.CancelAsync();
            }
        }

        Assert.Equal(200, seen);
    }

    [PeerFact]
    public async Task What_is_refused_or_forgotten_is_delivered_again()
    {
        var (_, consumer) = await FilledAsync(1, new ConsumerConfig("c") { AckWait = TimeSpan.FromMilliseconds(500) });
        var first = (await consumer.NextAsync<int>())!;
        Assert.Equal(1ul, first.Metadata?.NumDelivered);
        await first.NakAsync();
        var second = (await consumer.NextAsync<int>())!;
        Assert.Equal(2ul, second.Metadata?.NumDelivered);
        var third = (await consumer.NextAsync<int>())!;
        Assert.Equal(3ul, third.Metadata?.NumDelivered);
        await third.NakAsync(TimeSpan.FromMilliseconds(50));
        var fourth = (await consumer.NextAsync<int>())!;
        await fourth.AckTerminateAsync(new AckOpts { DoubleAck = true });
        Assert.Null(await consumer.NextAsync<int>(opts: new NatsJSNextOpts { Expires = TimeSpan.FromSeconds(1) }));
    }

    [PeerFact]
    public async Task Consume_survives_a_restart_of_the_server()
    {
        await using var own = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        await using var connection = server.Connect(own.Url);
        var js = connection.CreateJetStreamContext();
        await js.CreateStreamAsync(new StreamConfig("s", ["s"]));
        var consumer = await js.CreateOrUpdateConsumerAsync("s", new ConsumerConfig("c"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(JetStreamServer.Limit);
        await js.PublishAsync("s", 0);
        var seen = new List<int>();
        await foreach (var msg in consumer.ConsumeAsync<int>(cancellationToken: stop.Token))
        {
            seen.Add(msg.Data);
            await msg.AckAsync(new AckOpts { DoubleAck = true });
            if (seen.Count == 1)
            {
                await own.RestartAsync(stop.Token);
                await js.PublishAsync("s", 1, opts: new NatsJSPubOpts { RetryAttempts = 100 });
            }
            else
            {
                await stop.CancelAsync();
            }
        }

        Assert.Equal([0, 1], seen);
    }

    [PeerFact]
    public async Task A_deleted_consumer_ends_the_consume_with_an_error()
    {
        var (name, consumer) = await FilledAsync(1);
        await Assert.ThrowsAsync<NatsJSProtocolException>(async () =>
        {
            await foreach (var msg in consumer.ConsumeAsync<int>(cancellationToken: JetStreamServer.Limit))
            {
                await _js.DeleteConsumerAsync(name, "c");
            }
        });
    }

    [PeerFact]
    public async Task Consumers_are_listed_and_deleted()
    {
        var (name, _) = await FilledAsync(0);
        var names = new List<string>();
        await foreach (var consumer in _js.ListConsumerNamesAsync(name))
        {
            names.Add(consumer);
        }

        Assert.Equal(["c"], names);
        Assert.True(await _js.DeleteConsumerAsync(name, "c"));
        var missing = await Assert.ThrowsAsync<NatsJSApiException>(async () => await _js.GetConsumerAsync(name, "c"));
        Assert.Equal((404, 10014), (missing.Error.Code, missing.Error.ErrCode));
    }

    [PeerFact]
    public async Task Options_that_contradict_each_other_are_refused()
    {
        var (_, consumer) = await FilledAsync(0);
        foreach (var opts in new NatsJSFetchOpts[] { new(), new() { MaxMsgs = 1, MaxBytes = 1 }, new() { MaxMsgs = 1, Expires = TimeSpan.FromMilliseconds(1) } })
        {
            await Assert.ThrowsAsync<NatsJSException>(() => FetchAsync(consumer, opts));
        }
    }

    private static async Task<List<int>> FetchAsync(INatsJSConsumer consumer, NatsJSFetchOpts opts)
    {
        var seen = new List<int>();
        await foreach (var msg in consumer.FetchAsync<int>(opts, cancellationToken: JetStreamServer.Limit))
        {
            seen.Add(msg.Data);
            await msg.AckAsync();
        }

        return seen;
    }

    private async Task<(string Name, INatsJSConsumer Consumer)> FilledAsync(int messages, ConsumerConfig? config = null)
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        for (var i = 0; i < messages; i++)
        {
            await _js.PublishAsync($"{name}.a", i);
        }

        return (name, await stream.CreateOrUpdateConsumerAsync(config ?? new ConsumerConfig("c")));
    }
}
