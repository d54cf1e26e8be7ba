using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Peers;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class StreamTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    private readonly INatsJSContext _js = server.JetStream;

    [PeerFact]
    public async Task Create_is_idempotent_and_refuses_another_configuration()
    {
        var name = server.NewName();
        await server.NewStreamAsync(name);
        await server.NewStreamAsync(name);
        var other = new StreamConfig(name, [$"{name}.>"]) { MaxMsgs = 5 };
        var refusal = await Assert.ThrowsAsync<NatsJSApiException>(async () => await _js.CreateStreamAsync(other));
        Assert.Equal(10058, refusal.Error.ErrCode);
        Assert.Equal(5, (await _js.UpdateStreamAsync(other)).Info.Config.MaxMsgs);
        Assert.Equal(7, (await _js.CreateOrUpdateStreamAsync(other with { MaxMsgs = 7 })).Info.Config.MaxMsgs);
    }

    [PeerFact]
    public async Task Create_or_update_creates_what_is_missing()
    {
        var name = server.NewName();
        var stream = await _js.CreateOrUpdateStreamAsync(new StreamConfig(name, [name]));
        Assert.Equal(name, stream.Info.Config.Name);
        Assert.Equal(-1, stream.Info.Config.MaxMsgs);
    }

    [PeerFact]
    public async Task What_is_deleted_is_gone()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        Assert.True(await stream.DeleteAsync());
        await Assert.ThrowsAsync<NatsJSException>(async () => await stream.RefreshAsync());
        var missing = await Assert.ThrowsAsync<NatsJSApiException>(async () => await _js.GetStreamAsync(name));
        Assert.Equal((404, 10059), (missing.Error.Code, missing.Error.ErrCode));
    }

    [PeerFact]
    public async Task Listings_name_every_stream()
    {
        var names = new[] { server.NewName(), server.NewName(), server.NewName() };
        foreach (var name in names)
        {
            await server.NewStreamAsync(name);
        }

        var listed = new List<string>();
        await foreach (var name in _js.ListStreamNamesAsync())
        {
            listed.Add(name);
        }

        Assert.Subset(listed.ToHashSet(), names.ToHashSet());
        await foreach (var stream in _js.ListStreamsAsync($"{names[1]}.x"))
        {
            Assert.Equal(names[1], stream.Info.Config.Name);
        }
    }

    [PeerFact]
    public async Task The_leader_gives_a_message_with_its_headers_and_time()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        await _js.PublishAsync($"{name}.a", "one", headers: new NatsHeaders { ["K"] = "V" });
        await _js.PublishAsync($"{name}.a", "two");
        await _js.PublishAsync($"{name}.b", "three");
        var last = (await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = $"{name}.a" })).Message;
        Assert.Equal(("two", 2ul, null), (Encoding.UTF8.GetString(last.Data.Span), last.Seq, last.Hdrs));
        Assert.Equal($"{name}.a", last.Subject);
        Assert.NotEqual(default, last.Time);
        var first = (await stream.GetAsync(new StreamMsgGetRequest { Seq = 1 })).Message;
        Assert.StartsWith("NATS/1.0", Encoding.UTF8.GetString(Convert.FromBase64String(first.Hdrs!)), StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<NatsJSApiException>(async () => await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = $"{name}.c" }));
        Assert.Equal((404, 10037), (missing.Error.Code, missing.Error.ErrCode));
    }

    [PeerFact]
    public async Task Purge_and_delete_take_messages_away()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        for (var i = 0; i < 6; i++)
        {
            await _js.PublishAsync($"{name}.{i % 2}", i);
        }

        Assert.True((await stream.DeleteMessageAsync(new StreamMsgDeleteRequest { Seq = 1 })).Success);
        Assert.Equal(2, (await stream.PurgeAsync(new StreamPurgeRequest { Filter = $"{name}.1", Keep = 1 })).Purged);
        var subjects = (await _js.GetStreamAsync(name, new StreamInfoRequest { SubjectsFilter = ">" })).Info.State.Subjects;
        Assert.Equal(new Dictionary<string, long> { [$"{name}.0"] = 2, [$"{name}.1"] = 1 }, subjects);
    }

    [PeerFact]
    public async Task The_account_tells_what_it_uses()
    {
        await server.NewStreamAsync(server.NewName());
        var account = await _js.GetAccountInfoAsync();
        Assert.True(account.Streams > 0);
    }

    [PeerFact]
    public async Task What_the_server_is_too_old_for_is_refused_and_not_dropped()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        await stream.CreateConsumerAsync(new ConsumerConfig("c"));
        await server.Connection.PingAsync();
        if (!server.Connection.ServerInfo!.Version.StartsWith("2.9.", StringComparison.Ordinal))
        {
            return;
        }

        await Assert.ThrowsAsync<NatsJSException>(async () => await _js.PauseConsumerAsync(name, "c", DateTimeOffset.MaxValue));
        await Assert.ThrowsAsync<NatsJSException>(async () => await (await stream.GetConsumerAsync("c")).UnpinAsync("g"));
        await Assert.ThrowsAsync<NatsJSException>(async () => await _js.UpdateStreamAsync(stream.Info.Config with { AllowMsgTTL = true }));
        await Assert.ThrowsAsync<NatsJSException>(async () => await _js.CreateOrderedConsumerAsync(name, new NatsJSOrderedConsumerOpts { FilterSubjects = ["a", "b"] }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a b")]
    public async Task A_name_that_would_change_the_subject_is_refused(string? name)
        => await Assert.ThrowsAnyAsync<ArgumentException>(async () => await _js.GetStreamAsync(name!));
}
