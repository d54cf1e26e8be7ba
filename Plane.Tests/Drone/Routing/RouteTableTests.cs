using System.Net;
using Plane.Domain.Identity;
using Plane.Drone.Routing;

namespace Plane.Tests.Drone.Routing;

public sealed class RouteTableTests
{
    private static readonly BackendId Backend = BackendId.Parse("b1");
    private readonly RouteTable _routes = new();

    [Fact]
    public void An_open_route_is_found_until_it_is_closed()
    {
        _routes.Open(RouteTo(1));
        Assert.Equal(RouteTo(1).Address, _routes.Find(Backend)!.Address);

        _routes.Close(Backend);
        Assert.Null(_routes.Find(Backend));
    }

    [Fact]
    public void A_later_route_replaces_an_earlier_one()
    {
        _routes.Open(RouteTo(1));
        _routes.Open(RouteTo(2));

        Assert.Equal(2, _routes.Find(Backend)!.Address.Port);
    }

    [Fact]
    public async Task Whoever_waits_gets_the_route_once_it_opens()
    {
        var waiting = _routes.WaitAsync(Backend, CancellationToken.None);
        _routes.Open(new Route(BackendId.Parse("other"), new IPEndPoint(IPAddress.Loopback, 9), "c9"));
        Assert.False(waiting.IsCompleted);

        _routes.Open(RouteTo(1));
        Assert.Equal(RouteTo(1).Address, (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Address);
    }

    [Fact]
    public void Every_opening_has_a_name_that_ends_with_it()
    {
        _routes.Open(RouteTo(1));
        var first = _routes.Find(Backend)!;
        Assert.Same(first, _routes.FindNamed(first.Name));

        _routes.Open(RouteTo(1));
        var second = _routes.Find(Backend)!;
        Assert.NotEqual(first.Name, second.Name);
        Assert.Null(_routes.FindNamed(first.Name));

        _routes.Close(Backend);
        Assert.Null(_routes.FindNamed(second.Name));
    }

    /// <summary>An engine may give away a container's address before its end is heard of.</summary>
    [Fact]
    public void Whoever_gets_an_address_ends_the_route_that_led_there_before()
    {
        var (old, next, beside) = (BackendId.Parse("old"), BackendId.Parse("next"), BackendId.Parse("beside"));
        _routes.Open(new Route(old, IPEndPoint.Parse("172.17.0.2:8080"), "c1"));
        _routes.Open(new Route(beside, IPEndPoint.Parse("172.17.0.3:8080"), "c2"));

        _routes.Open(new Route(next, IPEndPoint.Parse("172.17.0.2:3000"), "c3"));

        Assert.Null(_routes.Find(old));
        Assert.NotNull(_routes.Find(beside));
        Assert.Equal("c3", _routes.Find(next)!.ContainerId);
    }

    [Fact]
    public void Programs_of_this_machine_share_their_address_and_differ_by_port()
    {
        _routes.Open(RouteTo(1));
        _routes.Open(new Route(BackendId.Parse("other"), new IPEndPoint(IPAddress.Loopback, 2), "c2"));
        Assert.NotNull(_routes.Find(Backend));

        _routes.Open(new Route(BackendId.Parse("third"), new IPEndPoint(IPAddress.Loopback, 1), "c3"));
        Assert.Null(_routes.Find(Backend));
    }

    private static Route RouteTo(int port) => new(Backend, new IPEndPoint(IPAddress.Loopback, port), "c" + port);
}
