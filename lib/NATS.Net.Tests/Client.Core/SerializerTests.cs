using System.Buffers;
using System.Text;
using NATS.Client.Core;
using NATS.Client.Serializers.Json;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class SerializerTests
{
    [Fact]
    public void Primitives_are_plain_text()
    {
        Assert.Equal("hello", Write("hello"));
        Assert.Equal("-12", Write(-12));
        Assert.Equal("1.5", Write(1.5));
        Assert.Equal("True", Write(true));
        Assert.Equal("2030-01-02T03:04:05.0000000+00:00", Write(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero)));
    }

    [Fact]
    public void Primitives_are_read_back()
    {
        Same(ulong.MaxValue);
        Same(-1L);
        Same(12.25m);
        Same(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
        Same(TimeSpan.FromSeconds(3));
        Same(new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Same<int?>(7);
        Same(false);
        Same("a\u00fcb");
    }

    [Fact]
    public void An_empty_payload_is_the_default()
    {
        Assert.Null(Read<string>(string.Empty));
        Assert.Null(Read<byte[]>(string.Empty));
        Assert.Equal(0, Read<int>(string.Empty));
        Assert.Null(NatsJsonSerializer<List<int>>.Default.Deserialize(ReadOnlySequence<byte>.Empty));
    }

    [Fact]
    public void A_chain_asks_one_serializer_after_the_other()
    {
        var chain = new NatsSerializerBuilder<List<int>>()
            .Add(new NatsRawSerializer<List<int>>())
            .Add(new NatsUtf8PrimitivesSerializer<List<int>>())
            .Add(new NatsJsonSerializer<List<int>>())
            .Build();
        var output = new ArrayBufferWriter<byte>();
        chain.Serialize(output, [1, 2]);
        Assert.Equal("[1,2]", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Throws<NatsException>(() => NatsDefaultSerializer<List<int>>.Default.Serialize(output, [1]));
    }

    private static string Write<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        NatsDefaultSerializer<T>.Default.Serialize(output, value);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static T? Read<T>(string text) => NatsDefaultSerializer<T>.Default.Deserialize(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));

    private static void Same<T>(T value) => Assert.Equal(value, Read<T>(Write(value)));
}
