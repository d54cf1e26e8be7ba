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
        Assert.Equal(RouteTo(1), _routes.Find(Backend));

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
        Assert.Equal(RouteTo(1), await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static Route RouteTo(int port) => new(Backend, new IPEndPoint(IPAddress.Loopback, port), "c" + port);
}
