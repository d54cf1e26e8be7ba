using Plane.Contracts.Records;
using Plane.Dns.Protocol;
using Plane.Dns.Zone;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Dns.Zone;

public sealed class ResolverTests
{
    private static readonly ClusterName Cluster = ClusterName.Parse("plane.test:9091");
    private static readonly ZoneState State = ZoneBuilder.Build(
        5,
        [],
        [Proxy("d1", "192.0.2.1", "2001:db8::1"), Proxy("d2", "192.0.2.2")],
        [Backend("b1", "d1", BackendStatus.Ready), Backend("b2", "gone", BackendStatus.Ready), Backend("old", "d1", BackendStatus.Terminated)]);

    [Fact]
    public void A_backend_is_where_its_own_drones_proxy_is() => Assert.Equal(["192.0.2.1"], Addresses("b1.plane.test", 1));

    [Fact]
    public void A_backend_whose_drone_has_no_proxy_is_at_every_proxy() => Assert.Equal(["192.0.2.1", "192.0.2.2"], Addresses("b2.plane.test", 1));

    [Fact]
    public void The_apex_is_every_proxy() => Assert.Equal(["192.0.2.1", "192.0.2.2"], Addresses("PLANE.test", 1));

    [Fact]
    public void Aaaa_has_the_ipv6_addresses_alone() => Assert.Equal(["2001:db8::1"], Addresses("b1.plane.test", 28));

    [Theory]
    [InlineData("nobody.plane.test")]
    [InlineData("old.plane.test")]
    [InlineData("x.b1.plane.test")]
    public void An_unknown_name_does_not_exist_and_the_soa_says_for_how_long(string name)
    {
        var answer = Ask(name, 1);

        Assert.Equal((ResponseCode.NxDomain, true), (answer.Code, answer.IsAuthoritative));
        Assert.IsType<SoaRecord>(Assert.Single(answer.Authority));
    }

    [Theory]
    [InlineData("b1.plane.test", 16)]
    [InlineData("b1.plane.test", 257)]
    [InlineData("b1.plane.test", 2)]
    [InlineData("_acme-challenge.plane.test", 16)]
    public void A_name_without_such_records_has_no_data(string name, ushort type)
    {
        var answer = Ask(name, type);

        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Records);
        Assert.IsType<SoaRecord>(Assert.Single(answer.Authority));
    }

    [Theory]
    [InlineData("example.com", 1, 1)]
    [InlineData("", 2, 1)]
    [InlineData("xplane.test", 1, 1)]
    [InlineData("plane.test", 252, 1)]
    [InlineData("plane.test", 16, 3)]
    public void What_is_not_ours_is_refused(string name, ushort type, ushort @class) =>
        Assert.Equal(ResponseCode.Refused, Ask(name, type, @class).Code);

    [Fact]
    public void The_apex_has_soa_and_name_servers()
    {
        var soa = Assert.IsType<SoaRecord>(Assert.Single(Ask("plane.test", 6).Records));

        Assert.Equal((5u, "ns.plane.test"), (soa.Serial, soa.PrimaryServer));
        Assert.IsType<NsRecord>(Assert.Single(Ask("plane.test", 2).Records));
    }

    [Fact]
    public void Any_gets_the_minimal_answer() => Assert.IsType<HInfoRecord>(Assert.Single(Ask("b1.plane.test", 255).Records));

    private static IEnumerable<string> Addresses(string name, ushort type) =>
        Ask(name, type).Records.Cast<AddressRecord>().Select(static record => record.Address.ToString());

    private static Answer Ask(string name, ushort type, ushort @class = 1) =>
        Resolver.Resolve(Wire.Parse(Wire.Query(name, type, @class: @class)), State, ZoneOptions.Default);

    private static DroneRecord Proxy(string drone, params string[] addresses) => new()
    {
        Cluster = Cluster,
        Drone = DroneId.Parse(drone),
        Incarnation = 1,
        IsAgent = true,
        IsProxy = true,
        State = DroneState.Ready,
        Pool = "",
        Version = "0",
        PublicAddresses = [.. addresses],
    };

    private static BackendRecord Backend(string id, string drone, BackendStatus status) => new()
    {
        Backend = BackendId.Parse(id),
        Cluster = Cluster,
        Drone = DroneId.Parse(drone),
        KeyNamespace = "",
        KeyName = id,
        Status = status,
        Image = "x",
        Resources = ResourceLimits.None,
        Limits = new BackendLimits(),
    };
}
