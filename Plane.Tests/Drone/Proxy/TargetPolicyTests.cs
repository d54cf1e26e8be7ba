using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Targets;

namespace Plane.Tests.Drone.Proxy;

public sealed class TargetPolicyTests
{
    private const string Token = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static readonly HostNames Names = new(ClusterName.Parse("Plane.Test:9091"), ["localhost:9092", "edge.test:443"], [new CustomHost("app.example", BackendId.Parse("b9"), null, null, null)]);

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
            path => Assert.Equal(backend, Assert.IsType<Target.ByName>(Decide(host, path)).Backend!.Backend.Value));
    }

    [Fact]
    public void A_token_goes_before_the_host_and_keeps_it_in_mind()
    {
        var target = Assert.IsType<Target.ByToken>(Decide("b1.plane.test:9091", "/" + Token));

        Assert.Equal("b1", target.Otherwise!.Backend!.Backend.Value);
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

    /// <summary>What comes first where a request could be read in several ways: the table of docs/proxy.md.</summary>
    [Theory]
    [InlineData("b1.plane.test:9091", "/" + Token + "/x", "token /x, else b1 /" + Token + "/x")]
    [InlineData("b1.plane.test:9091", "/s." + Token + "/x", "token /s." + Token + "/x, else b1 /s." + Token + "/x")]
    [InlineData("app.example", "/" + Token + "/x", "token /x, else app.example /" + Token + "/x")]
    [InlineData("plane.test:9091", "/" + Token + "/x", "token /x")]
    [InlineData("plane.test:9091", "/" + Token + "x/", "410")]
    [InlineData("foreign.test", "/" + Token, "token /")]
    [InlineData("b1.plane.test:9091", "/_plane_backend=b2/x", "b2 /x")]
    [InlineData("app.example", "/_plane_backend=b2", "b2 /")]
    [InlineData("foreign.test", "/_plane_backend=8081-b2/x/y", "8081-b2 /x/y")]
    [InlineData(null, "/_plane_backend=b2/", "b2 /")]
    [InlineData("plane.test:9091", "/_plane_backend=B_2/", "404")]
    [InlineData("plane.test:9091", "/_plane_backend=/", "404")]
    [InlineData("plane.test:9091", "/_plane_backend=b2/" + Token + "/", "b2 /" + Token + "/")]
    [InlineData("b1.plane.test:9091", "/ready", "b1 /ready")]
    [InlineData("8081-b1.plane.test:9091", "/ready", "8081-b1 /ready")]
    [InlineData("APP.example:443", "/ready", "app.example /ready")]
    [InlineData("b1.plane.test:9091", "/_plane_auth", "b1 login")]
    [InlineData("b1.plane.test:9091", "/_plane_auth/", "b1 /_plane_auth/")]
    [InlineData("plane.test:9091", "/_plane_backend=b2/_plane_auth", "b2 login")]
    [InlineData("plane.test:9091", "/_plane_auth", "410")]
    [InlineData("a.b.plane.test:9091", "/ready", "passed")]
    [InlineData("b_1.plane.test:9091", "/", "passed")]
    [InlineData("plane.test:9091", "/ready", "ready")]
    [InlineData("foreign.test", "/ready", "ready")]
    [InlineData("plane.test:9091", "/", "root")]
    [InlineData("plane.test:9091", "//x", "400")]
    [InlineData("foreign.test", "/x", "410")]
    public void The_token_goes_before_the_path_and_the_path_before_the_host(string? host, string path, string expected)
    {
        Assert.True(RequestTarget.TryParse(path, out var request));
        Assert.Equal(expected, Told(TargetPolicy.Decide(Names.Match(host), request, new TargetRules(PathRouting: true, Passthrough: true))));
    }

    [Theory]
    [InlineData("b1.plane.test:9091", "/_plane_backend=b2/x", "b1 /_plane_backend=b2/x")]
    [InlineData("plane.test:9091", "/_plane_backend=b2/x", "410")]
    [InlineData("a.b.plane.test:9091", "/", "root")]
    [InlineData("a.b.plane.test:9091", "/x", "410")]
    public void What_the_configuration_does_not_ask_for_is_no_way_in(string host, string path, string expected)
    {
        Assert.True(RequestTarget.TryParse(path, out var request));
        Assert.Equal(expected, Told(TargetPolicy.Decide(Names.Match(host), request, default)));
    }

    [Theory]
    [InlineData("8081-b1.plane.test:9091", null, 8081)]
    [InlineData("8081-b2.plane.test:9091", null, null)]
    [InlineData("8081-room.plane.test:9091", "room", 8081)]
    [InlineData("8081-room.plane.test:9091", null, null)]
    [InlineData("b1.plane.test:9091", null, null)]
    public void A_token_reaches_a_further_port_by_its_backends_name_or_subdomain(string host, string? subdomain, int? port)
    {
        Assert.Null(TargetPolicy.CheckHost(Names.Match(host), subdomain));
        Assert.Equal(port, TargetPolicy.PortOf(Names.Match(host), BackendId.Parse("b1"), subdomain));
    }

    [Theory]
    [InlineData("b1", "b1", null)]
    [InlineData("8081-b1", "b1", 8081)]
    [InlineData("65535-b-1", "b-1", 65535)]
    public void A_port_stands_in_front_of_a_backends_id(string label, string backend, int? port)
    {
        Assert.True(BackendName.TryParse(label, out var name));
        Assert.Equal((backend, port, label), (name.Backend.Value, name.Port, name.ToString()));
    }

    [Theory]
    [InlineData("65536-b1")]
    [InlineData("0-b1")]
    [InlineData("080-b1")]
    [InlineData("8081-")]
    [InlineData("8081-8082-b1")]
    [InlineData("+1-b1")]
    public void What_is_no_port_in_front_is_no_name(string label) => Assert.False(BackendName.TryParse(label, out _));

    [Theory]
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
        return TargetPolicy.Decide(Names.Match(host), request, default);
    }

    private static string Told(Target target) => target switch
    {
        Target.ByToken token => $"token {token.AfterToken.Path}{(token.Otherwise is { } otherwise ? $", else {Told(otherwise)}" : "")}",
        Target.ByName { IsLogin: true } login => $"{login.Backend} login",
        Target.ByName name => $"{(object?)name.Backend ?? name.Custom!.Name} {name.Request.Path}",
        Target.Refused refused => $"{(int)refused.Refusal.Status}",
        Target.Passed => "passed",
        Target.ReadyProbe => "ready",
        _ => "root",
    };
}
