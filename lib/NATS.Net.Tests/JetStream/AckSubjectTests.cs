using NATS.Client.JetStream.Delivery;
using Xunit;

namespace NATS.Net.Tests.JetStream;

public sealed class AckSubjectTests
{
    [Fact]
    public void Nine_tokens_have_no_domain()
    {
        Assert.True(AckSubject.TryParse("$JS.ACK.ORDERS.worker.2.41.7.1735689600123456789.5", out var parsed));
        var metadata = parsed.ToMetadata();
        Assert.Equal("ORDERS", metadata.Stream);
        Assert.Equal("worker", metadata.Consumer);
        Assert.Equal(string.Empty, metadata.Domain);
        Assert.Equal(2ul, metadata.NumDelivered);
        Assert.Equal(41ul, metadata.Sequence.Stream);
        Assert.Equal(7ul, metadata.Sequence.Consumer);
        Assert.Equal(5ul, metadata.NumPending);
        Assert.Equal(new DateTimeOffset(2025, 1, 1, 0, 0, 0, 123, TimeSpan.Zero).AddTicks(4567), metadata.Timestamp);
    }

    [Theory]
    [InlineData("$JS.ACK.hub.acc.ORDERS.worker.2.41.7.1735689600123456789.5", "hub")]
    [InlineData("$JS.ACK.hub.acc.ORDERS.worker.2.41.7.1735689600123456789.5.random", "hub")]
    [InlineData("$JS.ACK._.acc.ORDERS.worker.2.41.7.1735689600123456789.5.random", "")]
    public void Eleven_and_twelve_tokens_have_a_domain(string subject, string domain)
    {
        Assert.True(AckSubject.TryParse(subject, out var parsed));
        Assert.Equal(domain, parsed.ToMetadata().Domain);
        Assert.Equal("ORDERS", parsed.ToMetadata().Stream);
        Assert.Equal(41ul, parsed.StreamSequence);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("_INBOX.a.b")]
    [InlineData("$JS.ACK.ORDERS.worker.2.41.7.1735689600123456789")]
    [InlineData("$JS.ACK.ORDERS.worker.2.41.seven.1735689600123456789.5")]
    [InlineData("$JS.ACK.a.b.ORDERS.worker.2.41.7.1735689600123456789.5.random.more")]
    public void Anything_else_is_no_delivery(string? subject) => Assert.False(AckSubject.TryParse(subject, out _));
}
