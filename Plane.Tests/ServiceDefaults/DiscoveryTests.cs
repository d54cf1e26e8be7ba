using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Plane.ServiceDefaults.Discovery;

namespace Plane.Tests.ServiceDefaults;

public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("http://controller/pub/health?x=1", "http://localhost:8080/pub/health?x=1")]
    [InlineData("https://controller/", "https://localhost:8443/")]
    [InlineData("https+http://controller/a", "https://localhost:8443/a")]
    [InlineData("https+http://drone/a", "http://10.0.0.9:9091/a")]
    [InlineData("http://_dashboard.controller/", "http://localhost:18888/")]
    [InlineData("http://CONTROLLER/", "http://localhost:8080/")]
    [InlineData("http://single/", "http://localhost:7000/")]
    public void A_service_name_becomes_its_configured_address(string asked, string sent) =>
        Assert.Equal(sent, Endpoints().Resolve(new Uri(asked)).AbsoluteUri);

    [Theory]
    [InlineData("http://example.org:81/a", "http://example.org:81/a")]
    [InlineData("https+http://example.org/a", "https://example.org/a")]
    [InlineData("https+http://example.org:81/a", "https://example.org:81/a")]
    [InlineData("http://_unknown.controller/", "http://_unknown.controller/")]
    public void Other_hosts_are_left_alone(string asked, string sent) =>
        Assert.Equal(sent, Endpoints().Resolve(new Uri(asked)).AbsoluteUri);

    [Fact]
    public void Several_addresses_take_turns_in_the_order_of_their_numbers()
    {
        var endpoints = Endpoints();

        var ports = Enumerable.Range(0, 4).Select(_ => endpoints.Resolve(new Uri("http://many/")).Port);

        Assert.Equal([1, 2, 10, 1], ports);
    }

    [Fact]
    public void An_address_that_is_none_is_named_in_the_error()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Endpoints().Resolve(new Uri("http://wrong/")));

        Assert.Contains("services:wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_the_program_reaches_a_service_by_name()
    {
        await using var service = await ProgramUnderTest.StartAsync([], app => app.MapGet("/who", (HttpContext c) => c.Request.Host.Value));
        await using var program = await ProgramUnderTest.StartAsync(
            new() { ["services:controller:http:0"] = service.App.Urls.Single() }, _ => { });

        var host = await program.OwnClient.GetStringAsync("https+http://controller/who");

        Assert.Equal(new Uri(service.App.Urls.Single()).Authority, host);
    }

    private static ServiceEndpoints Endpoints() => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:controller:http:0"] = "http://localhost:8080",
            ["services:controller:https:0"] = "https://localhost:8443",
            ["services:controller:dashboard:0"] = "http://localhost:18888",
            ["services:drone:http:0"] = "10.0.0.9:9091",
            ["services:single:http"] = "http://localhost:7000",
            ["services:wrong:http:0"] = "http://:::",
            ["services:many:http:10"] = "http://localhost:10",
            ["services:many:http:2"] = "http://localhost:2",
            ["services:many:http:0"] = "http://localhost:1",
        })
        .Build());
}
