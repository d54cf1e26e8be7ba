using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Targets;

namespace Plane.Tests.Drone.Proxy;

public sealed class TargetPolicyTests
{
    private const string Token = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static readonly HostNames Names = new(ClusterName.Parse("Plane.Test:9091"), ["localhost:9092", "edge.test:443"]);

    [Theory]
    [InlineData("/" + Token, "/")]
    [InlineData("/" + Token + "/", "/")]
    [InlineData("/" + Token + "/a/b%2Fc//", "/a/b%2Fc//")]
    [InlineData("/" + Token + "/../x", "/../x")]
    [InlineData("/s." + Token + "/a", "/s." + Token + "/a")]
    public void A_connection_token_is_cut_off_and_a_static_one_stays(string path, string rest)
    {
        var target = Assert.IsType<Target.ByToken>(Decide("plane.test:9091", path));

        Assert.Equal(rest, target.AfterToken.Path);
    }

    [Theory]
    [InlineData("b1.plane.test:9091", "b1")]
    [InlineData("B1.LOCALHOST:9092", "b1")]
    [InlineData("b1.edge.test", "b1")]
    [InlineData("b1.edge.test:443", "b1")]
    public void A_label_in_front_of_the_clusters_name_is_a_backend(string host, string backend)
    {
        Assert.All(
            new[] { "/", "/ready", "//x", "/a/b", "/" + Token + "x" },
            path => Assert.Equal(backend, Assert.IsType<Target.ByHost>(Decide(host, path)).Backend.Value));
    }

    [Fact]
    public void A_token_goes_before_the_host_and_keeps_it_in_mind()
    {
        var target = Assert.IsType<Target.ByToken>(Decide("b1.plane.test:9091", "/" + Token));

        Assert.Equal("b1", target.Host.Backend!.Value);
    }

    [Theory]
    [InlineData("plane.test:9091")]
    [InlineData("foreign.test")]
    [InlineData(null)]
    public void Where_no_backend_is_named_some_paths_are_the_proxys_own(string? host)
    {
        Assert.IsType<Target.ReadyProbe>(Decide(host, "/ready"));
        Assert.IsType<Target.Root>(Decide(host, "/"));
        Assert.Equal(Refusal.EmptySegment, Assert.IsType<Target.Refused>(Decide(host, "//x")).Refusal);
        Assert.Equal(Refusal.UnknownToken, Assert.IsType<Target.Refused>(Decide(host, "/a")).Refusal);
        Assert.Equal(Refusal.UnknownToken, Assert.IsType<Target.Refused>(Decide(host, "/ready/")).Refusal);
    }

    [Theory]
    [InlineData("plane.test:9091", null, 200)]
    [InlineData("PLANE.TEST:9091", null, 200)]
    [InlineData("any.thing.plane.test:9091", null, 200)]
    [InlineData("sub.plane.test:9091", "sub", 200)]
    [InlineData("SUB.plane.test:9091", "sub", 200)]
    [InlineData("localhost:9092", null, 200)]
    [InlineData("edge.test", null, 200)]
    [InlineData("", null, 400)]
    [InlineData("plane.test", null, 403)]
    [InlineData("plane.test:80", null, 403)]
    [InlineData("fooplane.test:9091", null, 403)]
    [InlineData("plane.test:9091", "sub", 403)]
    [InlineData("other.plane.test:9091", "sub", 403)]
    [InlineData("x.sub.plane.test:9091", "sub", 403)]
    public void A_token_needs_the_clusters_name_and_the_backends_subdomain(string host, string? subdomain, int status)
    {
        Assert.Equal(status, (int?)TargetPolicy.CheckHost(Names.Match(host), subdomain)?.Status ?? 200);
    }

    [Theory]
    [InlineData("8080-b1.plane.test:9091")]
    [InlineData("a.b.plane.test:9091")]
    [InlineData(".plane.test:9091")]
    [InlineData("b_1.plane.test:9091")]
    public void What_no_backend_can_be_called_is_none(string host)
    {
        Assert.Null(Names.Match(host).Backend);
    }

    [Theory]
    [InlineData("/a%2fb/../c?x=%41&y", "/a%2fb/../c", "?x=%41&y")]
    [InlineData("http://h:1/p?q=/", "/p", "?q=/")]
    [InlineData("http://h", "/", "")]
    [InlineData("http://h?q", "/", "?q")]
    [InlineData("/?", "/", "?")]
    public void A_target_is_taken_as_it_came(string raw, string path, string query)
    {
        Assert.True(RequestTarget.TryParse(raw, out var target));
        Assert.Equal(new RequestTarget(path, query), target);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("host:80")]
    public void A_target_without_a_path_is_refused(string raw) => Assert.False(RequestTarget.TryParse(raw, out _));

    [Theory]
    [InlineData("localhost:9092", true)]
    [InlineData("[::1]:9092", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("", false)]
    [InlineData("http://x", false)]
    [InlineData("x/y", false)]
    [InlineData("x y", false)]
    [InlineData("u@x", false)]
    public void An_alias_is_an_authority(string text, bool valid) => Assert.Equal(valid, HostNames.IsAuthority(text));

    private static Target Decide(string? host, string path)
    {
        Assert.True(RequestTarget.TryParse(path, out var request));
        return TargetPolicy.Decide(Names.Match(host), request);
    }
}
