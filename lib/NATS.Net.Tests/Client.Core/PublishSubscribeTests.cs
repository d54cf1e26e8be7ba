using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class PublishSubscribeTests
{
    [PeerFact]
    public async Task A_subscriber_gets_what_is_published_in_order()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<int>("numbers.*");
        for (var i = 0; i < 1000; i++)
        {
            await nats.PublishAsync("numbers.all", i);
        }

        for (var i = 0; i < 1000; i++)
        {
            var msg = await sub.Msgs.ReadAsync(Limit.Token());
            Assert.Equal(i, msg.Data);
            Assert.Equal("numbers.all", msg.Subject);
        }
    }

    [PeerFact]
    public async Task Enumeration_ends_without_an_exception_when_its_token_is_cancelled()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        using var stop = new CancellationTokenSource();
        var subscribed = new TaskCompletionSource();
        var opts = new NatsSubOpts { Events = new NatsSubEvents { OnSubscribed = _ => { subscribed.SetResult(); return default; } } };
        var seen = new List<string?>();
        var reading = Task.Run(async () =>
        {
            await foreach (var msg in nats.SubscribeAsync<string>("words", opts: opts, cancellationToken: stop.Token))
            {
                seen.Add(msg.Data);
                await stop.CancelAsync();
            }
        });
        await subscribed.Task.WaitAsync(Limit.Time);
        await nats.PublishAsync("words", "one");
        await reading.WaitAsync(Limit.Time);
        Assert.Equal(["one"], seen);
    }

    [PeerFact]
    public async Task A_queue_group_shares_the_messages()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var first = await nats.SubscribeCoreAsync<int>("work", queueGroup: "workers");
        await using var second = await nats.SubscribeCoreAsync<int>("work", queueGroup: "workers");
        for (var i = 0; i < 200; i++)
        {
            await nats.PublishAsync("work", i);
        }

        await nats.PingAsync();
        Assert.Equal(200, first.Msgs.Count + second.Msgs.Count);
        Assert.True(first.Msgs.Count > 0 && second.Msgs.Count > 0);
    }

    [PeerFact]
    public async Task Headers_keep_several_values_per_key()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<string>("with.headers");
        var headers = new NatsHeaders { ["Colour"] = new[] { "red", "green" }, ["Empty"] = string.Empty };
        await nats.PublishAsync("with.headers", "body", headers, replyTo: "answers.here");
        var msg = await sub.Msgs.ReadAsync(Limit.Token());
        Assert.Equal(new[] { "red", "green" }, msg.Headers!["colour"].ToArray());
        Assert.Equal(string.Empty, msg.Headers["Empty"].ToString());
        Assert.Equal("body", msg.Data);
        Assert.Equal("answers.here", msg.ReplyTo);
    }

    [PeerFact]
    public async Task A_payload_over_the_servers_limit_is_refused_before_it_is_sent()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { Config = "max_payload: 1024" });
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await nats.ConnectAsync();
        await Assert.ThrowsAsync<NatsPayloadTooLargeException>(async () => await nats.PublishAsync("big", new byte[1025]));
        await nats.PublishAsync("big", new byte[1024]);
        await nats.PingAsync();
    }

    [PeerFact]
    public async Task A_megabyte_arrives_as_it_was_sent()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<byte[]>("big");
        var sent = new byte[1024 * 1024];
        new Random(1).NextBytes(sent);
        for (var i = 0; i < 3; i++)
        {
            await nats.PublishAsync("big", sent);
            await nats.PublishAsync("big", "small");
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(sent, (await sub.Msgs.ReadAsync(Limit.Token())).Data);
            Assert.Equal("small"u8.ToArray(), (await sub.Msgs.ReadAsync(Limit.Token())).Data);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nPUB b 0")]
    public void A_bad_subject_is_refused_at_once(string subject)
    {
        var nats = new NatsConnection();
        Assert.Throws<NatsException>(Publish);
        Assert.Throws<NatsException>(() => { _ = nats.SubscribeAsync<int>(subject); });
        Assert.Throws<NatsException>(() => { _ = nats.SubscribeAsync<int>("good", queueGroup: "b a d"); });

        void Publish() => _ = nats.PublishAsync(subject, 1).AsTask();
    }

    [PeerFact]
    public async Task Draining_a_subscription_keeps_what_was_on_its_way()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<int>("leaving");
        for (var i = 0; i < 500; i++)
        {
            await nats.PublishAsync("leaving", i);
        }

        await sub.DrainAsync(Limit.Token());
        Assert.Equal(500, await sub.Msgs.ReadAllAsync(Limit.Token()).CountAsync());
    }

    [PeerFact]
    public async Task A_subscription_ends_by_itself_after_its_last_message()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<int>("three", opts: new NatsSubOpts { MaxMsgs = 3 });
        for (var i = 0; i < 5; i++)
        {
            await nats.PublishAsync("three", i);
        }

        Assert.Equal(3, await sub.Msgs.ReadAllAsync(Limit.Token()).CountAsync());
        Assert.Equal(NatsSubEndReason.MaxMsgs, ((NatsSubBase)sub).EndReason);
    }
}
