using System.Buffers;
using System.Text;
using NATS.Client.JetStream.Api;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using NATS.Client.KeyValueStore.Buckets;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class ApiJsonTests
{
    [Fact]
    public void A_bucket_becomes_this_stream()
    {
        var config = BucketStream.ToStream(new NatsKVConfig("b") { History = 5, MaxAge = TimeSpan.FromSeconds(60), NumberOfReplicas = 3 });
        Assert.Equal(
            """
            {"name":"KV_b","subjects":["$KV.b.\u003E"],"retention":"limits","max_consumers":0,"max_msgs":0,"max_msgs_per_subject":5,
            "max_bytes":0,"max_age":60000000000,"max_msg_size":0,"storage":"file","num_replicas":3,"discard":"new",
            "duplicate_window":60000000000,"deny_delete":true,"allow_rollup_hdrs":true,"allow_direct":true}
            """.ReplaceLineEndings(string.Empty),
            Json(config));
    }

    [Fact]
    public void An_ordered_consumer_is_asked_for_like_this()
    {
        var config = new ConsumerConfig
        {
            Name = "n",
            AckPolicy = ConsumerConfigAckPolicy.None,
            DeliverPolicy = ConsumerConfigDeliverPolicy.ByStartSequence,
            OptStartSeq = 7,
            FilterSubject = "a.*",
            InactiveThreshold = TimeSpan.FromMinutes(5),
            MemStorage = true,
        };
        Assert.Equal(
            """
            {"stream_name":"s","config":{"name":"n","deliver_policy":"by_start_sequence","opt_start_seq":7,"ack_policy":"none",
            "filter_subject":"a.*","replay_policy":"instant","inactive_threshold":300000000000,"mem_storage":true}}
            """.ReplaceLineEndings(string.Empty),
            Json(new ConsumerCreateRequest("s", config, null)));
    }

    [Fact]
    public void An_acknowledgement_is_read_with_members_it_does_not_know()
    {
        var ack = PubAckDeserializer.Default.Deserialize(Bytes("""{"stream":"S","extra":{"a":[1]},"domain":"hub","seq":18446744073709551615,"duplicate":true}"""));
        Assert.Equal(new PubAckResponse { Stream = "S", Domain = "hub", Seq = ulong.MaxValue, Duplicate = true }, ack);
    }

    [Fact]
    public void A_refusal_is_read_with_its_code()
    {
        var ack = PubAckDeserializer.Default.Deserialize(Bytes("""{"error":{"code":400,"err_code":10071,"description":"wrong last sequence: 3"},"stream":"S","seq":0}"""));
        Assert.Equal(new ApiError { Code = 400, ErrCode = 10071, Description = "wrong last sequence: 3" }, ack?.Error);
    }

    [Fact]
    public void A_reply_is_an_error_or_a_value()
    {
        var error = ApiSerializer<StreamInfo>.Reply.Deserialize(Bytes("""{"type":"t","error":{"code":404,"err_code":10059,"description":"stream not found"}}"""));
        Assert.Equal(10059, error.Error?.ErrCode);
        var value = ApiSerializer<StreamInfo>.Reply.Deserialize(Bytes("""{"type":"t","config":{"name":"S","max_age":1000,"retention":"workqueue"},"created":"2026-01-02T03:04:05.123456789Z","state":{"messages":3}}"""));
        Assert.Null(value.Error);
        Assert.Equal(StreamConfigRetention.Workqueue, value.Value?.Config.Retention);
        Assert.Equal(TimeSpan.FromTicks(10), value.Value?.Config.MaxAge);
        Assert.Equal(1234567, value.Value?.Created.Ticks % TimeSpan.TicksPerSecond);
    }

    private static string Json<T>(T value)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>();
        ApiSerializer<T>.Request.Serialize(buffer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ReadOnlySequence<byte> Bytes(string json) => new(Encoding.UTF8.GetBytes(json));
}
