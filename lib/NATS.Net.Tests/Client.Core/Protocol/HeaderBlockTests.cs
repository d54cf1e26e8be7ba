using System.Text;
using NATS.Client.Core;
using NATS.Client.Core.Protocol;
using Xunit;

namespace NATS.Net.Tests.Client.Core.Protocol;

public sealed class HeaderBlockTests
{
    [Fact]
    public void Status_code_and_text_are_read()
    {
        var headers = Read("NATS/1.0 100 Idle Heartbeat\r\nNats-Last-Consumer: 5\r\n\r\n");
        Assert.Equal(100, headers.Code);
        Assert.Equal("Idle Heartbeat", headers.MessageText);
        Assert.Equal(NatsHeaders.Messages.IdleHeartbeat, headers.Message);
        Assert.Equal("5", headers["nats-last-consumer"].ToString());
    }

    [Fact]
    public void A_status_without_text_is_read() => Assert.Equal(503, Read("NATS/1.0 503\r\n\r\n").Code);

    [Fact]
    public void Values_of_one_key_are_kept_in_order()
        => Assert.Equal(new[] { "1", "2: b", string.Empty }, Read("NATS/1.0\r\nA: 1\r\na:2: b\r\nA:\r\n\r\n")["A"].ToArray());

    [Theory]
    [InlineData("HTTP/1.1\r\n\r\n")]
    [InlineData("NATS/1.0\r\n")]
    [InlineData("NATS/1.0\r\nno colon\r\n\r\n")]
    [InlineData("NATS/1.0\r\n: no key\r\n\r\n")]
    [InlineData("NATS/1.0 xyz\r\n\r\n")]
    public void What_is_no_header_block_is_refused(string block)
        => Assert.False(HeaderBlock.TryRead(Encoding.ASCII.GetBytes(block), [], Encoding.ASCII));

    [Theory]
    [InlineData("a b", "v")]
    [InlineData("a:b", "v")]
    [InlineData("a\r\nB", "v")]
    [InlineData("a", "v\r\nX: y")]
    public void What_would_break_the_block_is_not_written(string key, string value)
        => Assert.Throws<NatsException>(() => HeaderBlock.Write(MessageBody.Rent(), new NatsHeaders { [key] = value }, Encoding.ASCII));

    private static NatsHeaders Read(string block)
    {
        var headers = new NatsHeaders();
        Assert.True(HeaderBlock.TryRead(Encoding.ASCII.GetBytes(block), headers, Encoding.ASCII));
        return headers;
    }
}
