using NATS.Client.Core;
using NATS.Client.Core.Transport;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class ServerPoolTests
{
    [Fact]
    public void Servers_keep_their_order_when_told_to_and_the_last_used_one_comes_last()
    {
        var pool = new ServerPool(new NatsOpts { Url = "a, nats://b:1, c:2", NoRandomize = true }, new Random(1));
        Assert.Equal(["a:4222", "b:1", "c:2"], pool.NextRound().Select(s => $"{s.Host}:{s.Port}"));
        pool.Used(pool.NextRound()[0]);
        Assert.Equal(["b", "c", "a"], pool.NextRound().Select(s => s.Host));
    }

    [Fact]
    public void Advertised_servers_get_scheme_and_credentials_of_the_seed()
    {
        var pool = new ServerPool(new NatsOpts { Url = "tls://u:p@a:1", NoRandomize = true }, new Random(1));
        pool.Advertise(["a:1", "b:2", "[::1]:3"]);
        Assert.Equal(["tls://u:***@a:1", "tls://u:***@b:2", "tls://u:***@[::1]:3"], pool.NextRound().Select(s => s.Redacted));
    }

    [Fact]
    public void Rounds_are_shuffled()
    {
        var pool = new ServerPool(new NatsOpts { Url = "a,b,c,d,e" }, new Random(1));
        Assert.NotEqual(pool.NextRound().Select(s => s.Host), pool.NextRound().Select(s => s.Host));
    }

    [Fact]
    public void Waits_double_up_to_the_most_with_a_bounded_extra()
    {
        var backoff = new Backoff(new NatsOpts(), new Random(1));
        foreach (var least in new[] { 2, 4, 5, 5 })
        {
            Assert.InRange(backoff.Next(), TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(least + 0.1));
        }
    }

    [Theory]
    [InlineData("nats://")]
    [InlineData("http://a")]
    [InlineData("nats://a:b:c")]
    [InlineData("")]
    public void What_is_no_server_URL_is_refused(string url)
        => Assert.Throws<NatsException>(() => new ServerPool(new NatsOpts { Url = url }, new Random(1)));
}
