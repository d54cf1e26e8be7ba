using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Plane.Domain.Identity;
using Plane.Drone.Proxy;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Which addresses the host is left with once the proxy opens its own listeners.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("--urls=http://localhost:5001")]
    [InlineData("--http_ports=5001")]
    public async Task The_host_is_told_of_no_address_for_it_would_warn_that_it_overrides_them(string argument)
    {
        var builder = WebApplication.CreateBuilder([argument]);
        builder.AddProxy(new ProxyIdentity(ClusterName.Parse("addresses.test:9090"), DroneId.Parse("dr-a"), IsAgent: true, IsProxy: true));
        await using var app = builder.Build();

        Assert.Equal(("", ""), (app.Configuration[WebHostDefaults.ServerUrlsKey], app.Configuration[WebHostDefaults.HttpPortsKey]));
    }
}
