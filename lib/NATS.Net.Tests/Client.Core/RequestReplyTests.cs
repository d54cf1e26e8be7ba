using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class RequestReplyTests
{
    [PeerFact]
    public async Task A_request_gets_its_own_reply()
    {
        await using var server = await NatsServer.StartAsync();
        await using var asker = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var answerer = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var answering = await Responder.StartAsync(answerer, "double", (int n) => n * 2);
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i => (i, (await asker.RequestAsync<int, int>("double", i)).Data)));
        Assert.All(replies, r => Assert.Equal(r.i * 2, r.Data));
    }

    [PeerFact]
    public async Task What_comes_on_a_subject_that_only_begins_with_a_request_s_number_is_not_its_reply()
    {
        await using var server = await NatsServer.StartAsync();
        await using var asker = new NatsConnection(new NatsOpts { Url = server.Url, RequestTimeout = Limit.Time });
        await using var answerer = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var questions = await answerer.SubscribeCoreAsync<string>("question");
        await answerer.PingAsync();
        var asking = asker.RequestAsync<string, string>("question", "?").AsTask();
        var question = await questions.Msgs.ReadAsync();

        // As inboxes of subscriptions once looked, a sixth of them.
        await answerer.PublishAsync(question.ReplyTo + "xYz", "somebody else's");
        await question.ReplyAsync("mine");

        Assert.Equal("mine", (await asking).Data);
    }

    [PeerFact]
    public async Task What_comes_to_an_inbox_is_sent_once_and_not_to_the_requests_too()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await Assert.ThrowsAsync<NatsNoRespondersException>(async () => await nats.RequestAsync<int, int>("nobody", 1));
        await using var inbox = await nats.SubscribeCoreAsync<string>(nats.NewInbox());
        await nats.PingAsync();
        var before = await SentAsync(server);

        await nats.PublishAsync(inbox.Subject, "once");
        await inbox.Msgs.ReadAsync();

        Assert.Equal(1, await SentAsync(server) - before);
    }

    [PeerFact]
    public async Task A_request_nobody_listens_to_fails_at_once()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await Assert.ThrowsAsync<NatsNoRespondersException>(async () => await nats.RequestAsync<int, int>("nobody", 1));
    }

    [PeerFact]
    public async Task The_first_requests_of_a_connection_may_be_made_all_at_once()
    {
        await using var server = await NatsServer.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, RequestTimeout = Limit.Time });
            await nats.ConnectAsync();
            var asking = Enumerable.Range(0, 8).Select(i => Task.Run(() => nats.RequestAsync<int, int>("nobody", i).AsTask()));
            await Assert.ThrowsAsync<NatsNoRespondersException>(async () => await Task.WhenAll(asking).WaitAsync(Limit.Time));
        }
    }

    [PeerFact]
    public async Task Requests_go_on_while_the_connection_is_made_again_and_again()
    {
        await using var server = await NatsServer.StartAsync();
        await using var answerer = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var answering = await Responder.StartAsync(answerer, "echo", (int n) => n);
        await using var asker = new NatsConnection(new NatsOpts { Url = server.Url, RequestTimeout = TimeSpan.FromMilliseconds(500) });
        var replies = 0;
        for (var i = 0; i < 30; i++)
        {
            await asker.ReconnectAsync();
            try
            {
                Assert.Equal(i, (await asker.RequestAsync<int, int>("echo", i)).Data);
                replies++;
            }
            catch (NatsNoReplyException)
            {
                // It was on its way when the socket was dropped: core NATS does not repeat it.
                continue;
            }
        }

        Assert.Equal(99, (await asker.RequestAsync<int, int>("echo", 99)).Data);
        Assert.True(replies > 0);
    }

    [PeerFact]
    public async Task Asked_for_by_name_no_responders_is_a_message()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url, RequestReplyMode = NatsRequestReplyMode.Direct });
        var msg = await nats.RequestAsync<int, int>("nobody", 1);
        Assert.True(msg.HasNoResponders);
        Assert.Throws<NatsNoRespondersException>(() => msg.EnsureSuccess());
    }

    [PeerFact]
    public async Task A_request_without_reply_ends_when_its_time_is_up()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var silent = await nats.SubscribeCoreAsync<int>("silent");
        await nats.PingAsync();
        await Assert.ThrowsAsync<NatsNoReplyException>(async () => await nats.RequestAsync<int, int>("silent", 1, replyOpts: new NatsSubOpts { Timeout = TimeSpan.FromMilliseconds(50) }));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await nats.RequestAsync<int, int>("silent", 1, cancellationToken: cancel.Token));
    }

    [PeerFact]
    public async Task Every_request_without_reply_ends_though_timers_may_fire_early()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var silent = await nats.SubscribeCoreAsync<int>("silent");
        await nats.PingAsync();
        for (var round = 0; round < 20; round++)
        {
            var timeout = new NatsSubOpts { Timeout = TimeSpan.FromMilliseconds(10 + round) };
            var requests = Enumerable.Range(0, 100).Select(_ => nats.RequestAsync<int, int>("silent", 1, replyOpts: timeout).AsTask());
            await Assert.ThrowsAsync<NatsNoReplyException>(() => Task.WhenAll(requests).WaitAsync(Limit.Time));
        }
    }

    [PeerFact]
    public async Task Many_replies_come_until_an_empty_one()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var sub = await nats.SubscribeCoreAsync<int>("count");
        var answering = Task.Run(async () =>
        {
            var msg = await sub.Msgs.ReadAsync(Limit.Token());
            for (var i = 0; i < msg.Data; i++)
            {
                await msg.ReplyAsync(i);
            }

            await msg.ReplyAsync();
        });
        var replies = await nats.RequestManyAsync<int, int>("count", 5).Select(m => m.Data).ToListAsync();
        await answering;
        Assert.Equal([0, 1, 2, 3, 4], replies);
    }

    [PeerFact]
    public async Task A_reply_that_cannot_be_read_is_delivered_with_its_error()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await using var answering = await Responder.StartAsync(nats, "words", (string s) => "no number");
        var msg = await nats.RequestAsync<string, int>("words", "?");
        var error = Assert.IsType<NatsDeserializeException>(msg.Error);
        Assert.Equal("no number"u8.ToArray(), error.RawData);
    }

    [PeerFact]
    public async Task Objects_travel_as_JSON_through_NatsClient_and_not_through_a_bare_connection()
    {
        await using var server = await NatsServer.StartAsync();
        await using var client = new NatsClient(server.Url);
        await using var answering = await Responder.StartAsync(client.Connection, "point", (Point p) => new Point(p.Y, p.X));
        Assert.Equal(new Point(2, 1), (await client.RequestAsync<Point, Point>("point", new Point(1, 2))).Data);
        await using var bare = new NatsConnection(new NatsOpts { Url = server.Url });
        var error = await Assert.ThrowsAsync<NatsException>(async () => await bare.PublishAsync("point", new Point(1, 2)));
        Assert.StartsWith("Can't serialize", error.Message, StringComparison.Ordinal);
    }

    private sealed record Point(int X, int Y);

    /// <summary>Messages that the server has sent to its clients.</summary>
    private static async Task<long> SentAsync(NatsServer server)
    {
        using var vars = await server.GetMonitorAsync("/varz", CancellationToken.None);
        return vars!.RootElement.GetProperty("out_msgs").GetInt64();
    }
}
