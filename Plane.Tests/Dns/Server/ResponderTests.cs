using System.Net;
using Microsoft.Extensions.Logging;
using Peers;
using Plane.Dns.Server;
using Plane.Dns.Zone;

namespace Plane.Tests.Dns.Server;

public sealed class ResponderTests
{
    private static readonly byte[] ClientCookie = [1, 2, 3, 4, 5, 6, 7, 8];
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void The_question_is_echoed_in_the_clients_case_and_owners_follow_it()
    {
        var packet = Wire.Query("B1.pLaNe.TeSt", 1);

        var answer = new DnsBench().Send(packet)!;

        Assert.Equal(packet.AsSpan(12), answer.AsSpan(12, packet.Length - 12));
        Assert.StartsWith("B1.pLaNe.TeSt. ", DnsReply.Read(answer).Answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_into_512_bytes_is_cut_and_said_so()
    {
        var answer = Crowded().Send(Wire.Query("plane.test", 1))!;

        Assert.True(DnsReply.Read(answer).IsTruncated);
        Assert.InRange(answer.Length, 490, 512);
    }

    [Theory]
    [InlineData(4096, 1232)]
    [InlineData(900, 900)]
    [InlineData(100, 512)]
    public void Edns_allows_more_but_never_more_than_our_own_limit(ushort payload, int most)
    {
        var answer = Crowded().Send(Wire.Query("plane.test", 1, ednsPayload: payload))!;

        Assert.True(DnsReply.Read(answer) is { IsTruncated: true, HasEdns: true });
        Assert.InRange(answer.Length, most - 16, most);
    }

    [Fact]
    public void Over_tcp_everything_fits() => Assert.Equal(200, Crowded().Ask("plane.test", 1).Answers.Length);

    [Fact]
    public void Without_edns_there_is_none_in_the_answer() => Assert.False(new DnsBench().Ask(Wire.Query("b1.plane.test", 1)).HasEdns);

    [Fact]
    public void A_bad_version_is_told_so_with_version_0() =>
        Assert.Equal("BADVERS", new DnsBench().Ask(Wire.Query("b1.plane.test", 1, ednsPayload: 1232, ednsVersion: 9)).Code);

    [Fact]
    public void A_client_cookie_is_answered_with_a_server_cookie_which_is_known_again()
    {
        var dns = new DnsBench(responder: new ResponderOptions(1232, null, RequireCookies: true, 0), cookies: new Cookies(new byte[16], _clock));

        var first = dns.Ask(WithCookie(ClientCookie));
        var second = dns.Ask(WithCookie(first.Options.AsSpan(4)));

        Assert.Equal(("BADCOOKIE", "NOERROR"), (first.Code, second.Code));
        Assert.Equal([0, 10, 0, 24, .. ClientCookie, 1, 0, 0, 0], first.Options[..16]);
        Assert.Equal("BADCOOKIE", dns.Ask(WithCookie(first.Options.AsSpan(4)), client: "203.0.113.10").Code);
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("BADCOOKIE", dns.Ask(WithCookie(first.Options.AsSpan(4))).Code);
        Assert.True(dns.Ask(Wire.Query("b1.plane.test", 1)).IsTruncated);
        Assert.Equal("NOERROR", dns.Ask(WithCookie(ClientCookie), overTcp: true).Code);
    }

    [Fact]
    public void A_query_without_a_question_may_ask_for_a_cookie()
    {
        var packet = WithCookie(ClientCookie);
        byte[] bare = [.. packet[..4], 0, 0, .. packet[6..12], .. packet[(12 + Wire.Name("b1.plane.test").Length + 4)..]];

        var reply = new DnsBench(cookies: new Cookies(new byte[16], _clock)).Ask(bare);

        Assert.Equal(("NOERROR", "", 28), (reply.Code, reply.Question, reply.Options.Length));
    }

    /// <summary>RFC 9018, appendix A.1 and A.3.</summary>
    [Theory]
    [InlineData("2464c4abcf10c957", "198.51.100.100", "e5e973e5a6b2a43f48e7dc849e37bfcf", 1559731985, "2464c4abcf10c957010000005cf79f111f8130c3eee29480")]
    [InlineData("fc93fc62807ddb86", "203.0.113.203", "e5e973e5a6b2a43f48e7dc849e37bfcf", 1559734700, "fc93fc62807ddb86010000005cf7a9acf73a7810aca2381e")]
    public void Cookies_are_those_of_the_rfcs_examples(string client, string address, string secret, long time, string expected)
    {
        var cookies = new Cookies(Convert.FromHexString(secret), new StandingClock(DateTimeOffset.FromUnixTimeSeconds(time)));
        var output = new byte[Cookies.Length];

        cookies.Write(Convert.FromHexString(client), IPAddress.Parse(address).GetAddressBytes(), output);

        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    [Fact]
    public void Above_the_limit_one_network_gets_every_second_answer_cut_and_the_rest_not_at_all()
    {
        var dns = new DnsBench(limiter: new RateLimiter(10, 2, [], _clock));

        var answers = Enumerable.Range(0, 20).Select(i => dns.Send(Wire.Query("b1.plane.test", 1), client: $"203.0.113.{i}")).ToList();

        Assert.Equal((10, 5, 5), (
            answers.Count(static answer => answer is not null && !Wire.IsTruncated(answer)),
            answers.Count(static answer => answer is not null && Wire.IsTruncated(answer)),
            answers.Count(static answer => answer is null)));
        Assert.Equal(10, dns.Tally.Limited);
        Assert.Single(dns.Ask(Wire.Query("b1.plane.test", 1), client: "198.51.100.1").Answers);
        Assert.Single(dns.Ask(Wire.Query("b1.plane.test", 1), overTcp: true).Answers);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(dns.Ask(Wire.Query("b1.plane.test", 1)).Answers);
    }

    [Fact]
    public void Names_made_up_at_random_are_limited_together_and_listed_networks_not_at_all()
    {
        var dns = new DnsBench(limiter: new RateLimiter(10, 0, [IPNetwork.Parse("198.51.100.0/24")], _clock));

        Assert.Equal(10, Enumerable.Range(0, 30).Count(i => dns.Send(Wire.Query($"r{i}.plane.test", 1)) is not null));
        Assert.Equal(30, Enumerable.Range(0, 30).Count(i => dns.Send(Wire.Query($"r{i}.plane.test", 1), client: "198.51.100.7") is not null));
    }

    [Theory]
    [InlineData("b1.plane.test", "backend b1 (Ready) in plane_backends/plane_test=9091.b1, by the proxy of drone d1")]
    [InlineData("plane.test", "the zone's own name")]
    [InlineData("old.plane.test", "no backend that has not ended")]
    [InlineData("elsewhere.test", "lies in none of the zones here: plane.test")]
    public void On_the_machine_itself_an_answer_is_explained_on_request(string name, string expected)
    {
        var packet = Wire.Query(name, 1, ednsPayload: 1232, options: [0xFD, 0xE9, 0, 0]);
        var dns = new DnsBench();

        var near = dns.Ask(packet, client: "127.0.0.1").Options;

        Assert.Equal([0, 15], near[..2]);
        Assert.Contains(expected, System.Text.Encoding.UTF8.GetString(near[6..]), StringComparison.Ordinal);
        Assert.Empty(dns.Ask(packet).Options);
    }

    [Fact]
    public void One_query_of_so_many_is_logged()
    {
        var lines = new Lines();
        var dns = new DnsBench(responder: new ResponderOptions(1232, null, false, LogEvery: 3), log: lines);

        for (var i = 1; i <= 7; i++)
        {
            _ = dns.Ask($"Nobody{i}.plane.test", 28);
        }

        Assert.Equal(["203.0.113.9 asked over tcp for nobody3.plane.test Aaaa: NxDomain", "203.0.113.9 asked over tcp for nobody6.plane.test Aaaa: NxDomain"], lines.Told.Select(static line => line.Split(',')[0]));
    }

    [Theory]
    [InlineData("b1.plane.test", 1)]
    [InlineData("plane.test", 1)]
    [InlineData("plane.test", 6)]
    [InlineData("nobody.plane.test", 1)]
    [InlineData("elsewhere.example", 1)]
    public void An_answer_allocates_nothing(string name, ushort type)
    {
        var dns = new DnsBench(cookies: new Cookies(new byte[16], _clock), limiter: new RateLimiter(60000, 2, [], TimeProvider.System));
        var packet = Wire.Query(name, type, ednsPayload: 1232, options: [0, 10, 0, 8, .. ClientCookie]);
        var (output, client) = (new byte[1232], new byte[] { 203, 0, 113, 9 });
        AnswerMany(dns, packet, client, output, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        AnswerMany(dns, packet, client, output, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AnswerMany(DnsBench dns, byte[] packet, byte[] client, byte[] output, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ = dns.Respond(packet, client, overTcp: false, output);
        }
    }

    private static byte[] WithCookie(ReadOnlySpan<byte> cookie) =>
        Wire.Query("b1.plane.test", 1, ednsPayload: 1232, options: [0, 10, 0, (byte)cookie.Length, .. cookie]);

    /// <summary>A cluster with 200 proxies.</summary>
    private static DnsBench Crowded()
    {
        var dns = new DnsBench(new ZoneOptions());
        dns.Change(DnsBench.State with { Drones = [.. Enumerable.Range(0, 200).Select(static i => DnsBench.Proxy(DnsBench.Cluster, $"d{i}", $"198.51.100.{i}"))] });
        return dns;
    }

    private sealed class Lines : ILogger<Responder>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Told.Add(formatter(state, exception));
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
