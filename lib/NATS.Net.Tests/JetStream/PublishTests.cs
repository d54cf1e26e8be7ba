using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Peers;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class PublishTests(JetStreamServer server) : IClassFixture<JetStreamServer>
{
    private readonly INatsJSContext _js = server.JetStream;

    [PeerFact]
    public async Task An_acknowledgement_names_stream_and_sequence()
    {
        var name = server.NewName();
        await server.NewStreamAsync(name);
        var first = await _js.PublishAsync($"{name}.a", "one");
        var second = await _js.PublishAsync($"{name}.b", "two");
        Assert.True(first.IsSuccess());
        Assert.Equal((name, 1ul), (first.Stream, first.Seq));
        Assert.Equal(2ul, second.Seq);
    }

    [PeerFact]
    public async Task The_same_message_id_is_stored_once()
    {
        var name = server.NewName();
        var stream = await server.NewStreamAsync(name);
        var opts = new NatsJSPubOpts { MsgId = "m-1" };
        await _js.PublishAsync($"{name}.a", "one", opts: opts);
        var again = await _js.PublishAsync($"{name}.a", "one", opts: opts);
        Assert.True(again.Duplicate);
        Assert.Equal(1ul, again.Seq);
        Assert.Equal(1ul, Assert.Throws<NatsJSDuplicateMessageException>(again.EnsureSuccess).Sequence);
        await stream.RefreshAsync();
        Assert.Equal(1, stream.Info.State.Messages);
    }

    [PeerFact]
    public async Task A_retried_compare_and_set_with_its_message_id_finds_its_own_write()
    {
        var bucket = await server.NewBucketAsync();
        var revision = await bucket.CreateAsync("k", "v1");
        var opts = new NatsJSPubOpts { MsgId = "renew-1", ExpectedLastSubjectSequence = revision };
        var first = await _js.PublishAsync($"$KV.{bucket.Bucket}.k", "v2", opts: opts);
        var retry = await _js.PublishAsync($"$KV.{bucket.Bucket}.k", "v2", opts: opts);
        Assert.Null(first.Error);
        Assert.Null(retry.Error);
        Assert.True(retry.Duplicate);
        Assert.Equal(first.Seq, retry.Seq);
        Assert.Equal(first.Seq, (await bucket.GetEntryAsync<string>("k")).Revision);
    }

    [PeerFact]
    public async Task A_wrong_expected_sequence_is_refused_in_the_acknowledgement()
    {
        var name = server.NewName();
        await server.NewStreamAsync(name);
        await _js.PublishAsync($"{name}.a", "one");
        var ack = await _js.PublishAsync($"{name}.a", "two", opts: new NatsJSPubOpts { ExpectedLastSubjectSequence = 0 });
        Assert.Equal(10071, ack.Error?.ErrCode);
        Assert.False(ack.IsSuccess());
        Assert.Equal(400, Assert.Throws<NatsJSApiException>(ack.EnsureSuccess).Error.Code);
        Assert.Null((await _js.PublishAsync($"{name}.a", "two", opts: new NatsJSPubOpts { ExpectedLastSubjectSequence = 1 })).Error);
        Assert.Null((await _js.PublishAsync($"{name}.b", "two", opts: new NatsJSPubOpts { ExpectedLastSequence = 2, ExpectedStream = name })).Error);
        Assert.NotNull((await _js.PublishAsync($"{name}.b", "two", opts: new NatsJSPubOpts { ExpectedStream = "other" })).Error);
    }

    [PeerFact]
    public async Task A_subject_no_stream_takes_has_no_acknowledgement()
    {
        var subject = server.NewName();
        await Assert.ThrowsAsync<NatsJSPublishNoResponseException>(async () => await _js.PublishAsync(subject, "x"));
        var result = await _js.TryPublishAsync(subject, "x");
        Assert.IsType<NatsJSPublishNoResponseException>(result.Error);
    }

    [PeerFact]
    public async Task A_publish_waits_for_a_stream_that_is_about_to_come_when_told_to_retry()
    {
        var name = server.NewName();
        var opts = new NatsJSPubOpts { RetryAttempts = 200, RetryWaitBetweenAttempts = TimeSpan.FromMilliseconds(20) };
        var publish = _js.PublishAsync($"{name}.a", "x", opts: opts).AsTask();
        await server.NewStreamAsync(name);
        Assert.Equal(1ul, (await publish).Seq);
    }

    [PeerFact]
    public async Task The_callers_headers_are_stored_and_left_alone()
    {
        var name = server.NewName();
        var stream = await _js.CreateStreamAsync(new StreamConfig(name, [$"{name}.>"]) { AllowDirect = true });
        var headers = new NatsHeaders { ["Trace"] = "abc" };
        await _js.PublishAsync($"{name}.a", "x", opts: new NatsJSPubOpts { MsgId = "id" }, headers: headers);
        Assert.Single(headers.Keys);
        var stored = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { LastBySubj = $"{name}.a" });
        Assert.Equal("abc", stored.Headers?["Trace"]);
        Assert.Equal("id", stored.Headers?["Nats-Msg-Id"]);
    }

    [PeerFact]
    public async Task Concurrent_publishes_are_acknowledged_each_on_its_own()
    {
        var name = server.NewName();
        await server.NewStreamAsync(name);
        var futures = new List<NatsJSPublishConcurrentFuture>();
        for (var i = 0; i < 100; i++)
        {
            futures.Add(await _js.PublishConcurrentAsync($"{name}.a", i));
        }

        var sequences = new List<ulong>();
        foreach (var future in futures)
        {
            sequences.Add((await future.GetResponseAsync()).Seq);
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (ulong)i), sequences);
    }
}
