using Plane.Contracts.Records;
using Plane.Dns.Protocol;
using Plane.Dns.Zone;
using Plane.Domain.Identity;

namespace Plane.Tests.Dns.Zone;

public sealed class ResolverTests
{
    private const int A = 1;
    private const int Ns = 2;
    private const int Soa = 6;
    private const int Txt = 16;
    private const int Aaaa = 28;
    private readonly DnsBench _dns = new();

    [Fact]
    public void A_backend_is_where_its_own_drones_proxy_is() => Assert.Equal(["192.0.2.1"], _dns.Ask("b1.plane.test", A).Data);

    [Fact]
    public void A_backend_whose_drone_has_no_proxy_is_at_every_proxy() => Assert.Equal(["192.0.2.1", "192.0.2.2"], _dns.Ask("b2.plane.test", A).Data);

    [Fact]
    public void The_apex_is_every_proxy() => Assert.Equal(["192.0.2.1", "192.0.2.2"], _dns.Ask("PLANE.test", A).Data);

    [Fact]
    public void A_subdomain_is_where_the_backends_are_that_ask_for_it() => Assert.Equal(["192.0.2.1", "192.0.2.2"], _dns.Ask("app.plane.test", A).Data);

    [Fact]
    public void Aaaa_has_the_ipv6_addresses_alone() => Assert.Equal(["2001:db8::1"], _dns.Ask("b1.plane.test", Aaaa).Data);

    [Fact]
    public void Proxies_come_in_turn() =>
        Assert.Equal(2, Enumerable.Range(0, 4).Select(_ => _dns.Ask("plane.test", A).Answers[0]).Distinct().Count());

    [Theory]
    [InlineData("nobody.plane.test")]
    [InlineData("old.plane.test")]
    [InlineData("x.b1.plane.test")]
    public void An_unknown_name_does_not_exist_and_the_soa_says_for_how_long(string name)
    {
        var reply = _dns.Ask(name, A);

        Assert.Equal(("NXDOMAIN", "qr aa rd"), (reply.Code, reply.Flags));
        Assert.Equal("plane.test. 5 IN SOA ns.plane.test. hostmaster.plane.test. 1000 3600 600 86400 5", Assert.Single(reply.Authority));
    }

    [Theory]
    [InlineData("b1.plane.test", Txt)]
    [InlineData("b1.plane.test", 257)]
    [InlineData("b1.plane.test", Ns)]
    [InlineData("b1.plane.test", 65)]
    [InlineData("b2.plane.test", 43)]
    [InlineData("_acme-challenge.plane.test", Txt)]
    public void A_name_without_such_records_has_no_data(string name, ushort type)
    {
        var reply = _dns.Ask(name, type);

        Assert.Equal("NOERROR", reply.Code);
        Assert.Empty(reply.Answers);
        Assert.Contains(" SOA ", Assert.Single(reply.Authority), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com", 1, 1)]
    [InlineData("", 2, 1)]
    [InlineData("xplane.test", 1, 1)]
    [InlineData("test", 1, 1)]
    [InlineData("plane.test", 252, 1)]
    [InlineData("plane.test", 251, 1)]
    [InlineData("plane.test", 16, 3)]
    [InlineData("plane.test", 1, 4)]
    public void What_is_not_ours_is_refused(string name, ushort type, ushort @class) => Assert.Equal(("REFUSED", "qr rd"), (_dns.Ask(name, type, @class).Code, _dns.Ask(name, type, @class).Flags));

    [Fact]
    public void The_apex_has_soa_and_name_servers()
    {
        Assert.Equal("plane.test. 5 IN SOA ns.plane.test. hostmaster.plane.test. 1000 3600 600 86400 5", Assert.Single(_dns.Ask("plane.test", Soa).Answers));
        Assert.Equal("plane.test. 30 IN NS ns.plane.test.", Assert.Single(_dns.Ask("plane.test", Ns).Answers));
    }

    [Fact]
    public void Any_gets_the_minimal_answer() => Assert.Equal("b1.plane.test. 3600 IN HINFO \"RFC8482\" \"\"", Assert.Single(_dns.Ask("b1.plane.test", 255).Answers));

    [Fact]
    public void The_serial_moves_with_the_content_and_with_nothing_else()
    {
        _dns.Change(DnsBench.State with { Now = 2000 });
        Assert.Equal(1000u, Assert.Single(_dns.Table.Zones).Serial);

        _dns.Change(DnsBench.State with { Now = 2000, Backends = [] });
        Assert.Equal(2000u, Assert.Single(_dns.Table.Zones).Serial);

        _dns.Change(DnsBench.State with { Now = 1500 });
        Assert.Equal(2001u, Assert.Single(_dns.Table.Zones).Serial);
    }

    [Fact]
    public void All_live_challenges_are_told_oldest_first_and_below_the_delegated_zone_too()
    {
        var dns = new DnsBench(new ZoneOptions { AcmeZone = "acme.example" });
        dns.Change(DnsBench.State with { Texts = [new AcmeTxtRecord(DnsBench.Cluster, "first"), new AcmeTxtRecord(DnsBench.Cluster, "second")] });

        Assert.Equal(
            ["_acme-challenge.plane.test. 1 IN TXT \"first\"", "_acme-challenge.plane.test. 1 IN TXT \"second\""],
            dns.Ask("_acme-challenge.plane.test", Txt).Answers.Order());
        Assert.Equal(2, dns.Ask("plane.test.acme.example", Txt).Answers.Length);
        Assert.Equal("NOERROR", dns.Ask("test.acme.example", Txt).Code);
        Assert.Equal("NXDOMAIN", dns.Ask("other.acme.example", Txt).Code);
    }

    [Fact]
    public void Ten_challenges_at_most_are_told_and_none_that_is_absurdly_long()
    {
        _dns.Change(DnsBench.State with
        {
            Texts = [.. Enumerable.Range(0, 12).Select(static i => new AcmeTxtRecord(DnsBench.Cluster, $"v{i}")), new AcmeTxtRecord(DnsBench.Cluster, new string('x', 5000))],
        });

        Assert.Equal(Enumerable.Range(2, 10).Select(static i => $"\"v{i}\"").Order(StringComparer.Ordinal), _dns.Ask("_acme-challenge.plane.test", Txt).Data);
    }

    [Fact]
    public void Before_the_state_is_listed_nothing_is_said_not_to_exist()
    {
        var dns = new DnsBench(new ZoneOptions { Clusters = [DnsBench.Cluster] });
        var empty = new ZoneInputs([], [], [], IsComplete: false, Now: 1);
        dns.Change(empty);

        Assert.Equal("SERVFAIL", dns.Ask("b1.plane.test", A).Code);
        Assert.Equal("SERVFAIL", dns.Ask("elsewhere.test", A).Code);
        dns.Change(empty with { IsComplete = true });
        Assert.Equal("NXDOMAIN", dns.Ask("b1.plane.test", A).Code);
    }

    [Fact]
    public void A_wildcard_leads_names_that_nobody_has_to_the_proxies()
    {
        var dns = new DnsBench(new ZoneOptions { WildcardToProxies = true, Clusters = [ClusterName.Parse("empty.test")] });

        Assert.Equal(["192.0.2.1", "192.0.2.2"], dns.Ask("nobody.plane.test", A).Data);
        Assert.Equal(["192.0.2.1", "192.0.2.2"], dns.Ask("a.b.plane.test", A).Data);
        Assert.Equal("NXDOMAIN", dns.Ask("x.b1.plane.test", A).Code);
        Assert.Equal("NXDOMAIN", dns.Ask("nobody.empty.test", A).Code);
    }

    [Theory]
    [InlineData("www.plane.test 300 CNAME b1.plane.test", "www.plane.test", 5, "www.plane.test. 300 IN CNAME b1.plane.test.")]
    [InlineData("www.plane.test CNAME elsewhere.example", "www.plane.test", A, "www.plane.test. 30 IN CNAME elsewhere.example.")]
    [InlineData("b1.plane.test A 203.0.113.7", "b1.plane.test", A, "b1.plane.test. 30 IN A 203.0.113.7")]
    [InlineData("plane.test 60 MX 10 mail.plane.test", "plane.test", 15, "plane.test. 60 IN MX 10 mail.plane.test.")]
    [InlineData("plane.test TXT \"v=spf1 -all\"", "plane.test", Txt, "plane.test. 30 IN TXT \"v=spf1 -all\"")]
    [InlineData("v6.plane.test AAAA 2001:db8::7", "v6.plane.test", Aaaa, "v6.plane.test. 30 IN AAAA 2001:db8::7")]
    [InlineData("c.plane.test CAA 0 issue \"ca.example\"", "c.plane.test", 257, "c.plane.test. 30 IN CAA 0 issue \"ca.example\"")]
    public void Configured_records_are_served_and_hide_the_states(string line, string name, ushort type, string expected)
    {
        Assert.True(StaticRecord.TryParse(line, out var record));
        var dns = new DnsBench(new ZoneOptions { Records = [record] });

        Assert.Equal(expected, Assert.Single(dns.Ask(name, type).Answers));
    }

    [Theory]
    [InlineData("")]
    [InlineData("www.plane.test")]
    [InlineData("www.plane.test A")]
    [InlineData("www.plane.test A 2001:db8::1")]
    [InlineData("www.plane.test SRV 1 2 3 x")]
    [InlineData("a..b A 192.0.2.1")]
    public void What_is_no_record_is_not_taken_for_one(string line) => Assert.False(StaticRecord.TryParse(line, out _));

    [Fact]
    public void Names_above_records_exist_without_data()
    {
        Assert.True(StaticRecord.TryParse("x.y.z.plane.test A 192.0.2.9", out var record));
        var dns = new DnsBench(new ZoneOptions { Records = [record] });

        Assert.Equal(("NOERROR", 0), (dns.Ask("y.z.plane.test", A).Code, dns.Ask("y.z.plane.test", A).Answers.Length));
        Assert.Equal("NXDOMAIN", dns.Ask("w.z.plane.test", A).Code);
    }

    [Fact]
    public void Name_servers_in_the_zone_come_with_their_addresses()
    {
        Assert.True(NameServer.TryParse("ns1.plane.test=192.0.2.53,2001:db8::53", out var inside));
        Assert.True(NameServer.TryParse("ns2.example", out var outside));
        var dns = new DnsBench(new ZoneOptions { NameServers = [inside, outside], Mailbox = WireName.TryOfMailbox("foo.bar@baz.com") });

        var reply = dns.Ask("plane.test", Ns);

        Assert.Equal(["ns1.plane.test.", "ns2.example."], reply.Data);
        Assert.Equal(["ns1.plane.test. 30 IN A 192.0.2.53", "ns1.plane.test. 30 IN AAAA 2001:db8::53"], reply.Additional);
        Assert.Equal(["192.0.2.53"], dns.Ask("ns1.plane.test", A).Data);
        Assert.StartsWith("plane.test. 5 IN SOA ns1.plane.test. foo.bar.baz.com. ", dns.Ask("plane.test", Soa).Answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_within_another_answers_for_its_names_and_the_outer_one_for_its_delegation()
    {
        var inner = ClusterName.Parse("in.between.plane.test");
        _dns.Change(DnsBench.State with { Drones = [.. DnsBench.State.Drones, DnsBench.Proxy(inner, "d7", "198.51.100.7")] });

        Assert.Equal(["198.51.100.7"], _dns.Ask("in.between.plane.test", A).Data);
        Assert.StartsWith("in.between.plane.test. ", _dns.Ask("x.in.between.plane.test", A).Authority[0], StringComparison.Ordinal);
        Assert.Equal("NOERROR", _dns.Ask("between.plane.test", A).Code);
        Assert.StartsWith("plane.test. ", _dns.Ask("in.between.plane.test", 43).Authority[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Clusters_that_differ_in_their_port_share_a_zone()
    {
        var other = ClusterName.Parse("plane.test");
        _dns.Change(DnsBench.State with { Drones = [.. DnsBench.State.Drones, DnsBench.Proxy(other, "d3", "192.0.2.3")], Backends = [DnsBench.Backend(other, "b3", "d3")] });

        Assert.Equal(["192.0.2.3"], _dns.Ask("b3.plane.test", A).Data);
        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"], _dns.Ask("plane.test", A).Data);
    }

    [Fact]
    public void The_longest_names_of_clusters_do_not_break_the_others()
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 61), 4)) + ".b";
        _dns.Change(DnsBench.State with { Drones = [.. DnsBench.State.Drones, DnsBench.Proxy(ClusterName.Parse(host), "d8", "192.0.2.8")] });

        Assert.Equal(["192.0.2.8"], _dns.Ask(host, A).Data);
        Assert.Equal(["192.0.2.1"], _dns.Ask("b1.plane.test", A).Data);
    }

    [Fact]
    public void Only_the_configured_word_is_told_about_the_version()
    {
        var dns = new DnsBench(responder: new Plane.Dns.Server.ResponderOptions(1232, "plane", false, 0));

        Assert.Equal("version.bind. 0 CH TXT \"plane\"", Assert.Single(dns.Ask("version.bind", Txt, 3).Answers));
        Assert.Equal("REFUSED", dns.Ask("authors.bind", Txt, 3).Code);
    }
}
