using System.Net;
using Peers;
using Plane.Domain.Identity;
using Plane.Drone.Proxy;
using Plane.Drone.Proxy.Forwarding;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What backends are told of where a request came from, and whom the proxy believes.</summary>
public sealed class ForwardedTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const string Forward = "Plane:Drone:Proxy:Forward:";

    [PeerFact]
    public async Task What_a_client_says_of_itself_is_taken_away()
    {
        var seen = await AskAsync([]);

        Assert.Equal(("127.0.0.1", "http"), (seen.Headers["x-forwarded-for"], seen.Headers["x-forwarded-proto"]));
        Assert.Equal(["x-forwarded-for", "x-forwarded-proto"], seen.Headers.Keys.Where(static name => name.Contains("forward", StringComparison.Ordinal) || name.Contains("real", StringComparison.Ordinal)).Order());
    }

    [PeerFact]
    public async Task A_trusted_load_balancer_is_believed_and_no_one_behind_it()
    {
        var seen = await AskAsync(new() { [Forward + "TrustedProxies:0"] = "127.0.0.1", [Forward + "TrustedProxies:1"] = "10.0.0.0/8" });

        // 6.6.6.6 is what the client wrote itself, 203.0.113.9 what the first trusted one saw.
        Assert.Equal(("203.0.113.9", "https", "shop.test"), (seen.Headers["x-forwarded-for"], seen.Headers["x-forwarded-proto"], seen.Headers["x-forwarded-host"]));
    }

    [PeerTheory]
    [InlineData("Forwarded", "for=127.0.0.1;host=\"{0}\";proto=http", false)]
    [InlineData("Both", "for=127.0.0.1;host=\"{0}\";proto=http", true)]
    [InlineData("None", null, false)]
    public async Task The_form_is_the_configurations(string form, string? forwarded, bool hasX)
    {
        var seen = await AskAsync(new() { [Forward + "Origin"] = form });

        Assert.Equal(forwarded is null ? null : string.Format(System.Globalization.CultureInfo.InvariantCulture, forwarded, seen.Headers["host"]), seen.Headers.GetValueOrDefault("forwarded"));
        Assert.Equal(hasX, seen.Headers.ContainsKey("x-forwarded-for"));
    }

    [PeerFact]
    public async Task A_backend_that_wants_its_own_host_gets_it_and_the_clients_beside_here_and_through_another_drone()
    {
        var settings = new Dictionary<string, string?> { [Forward + "Host"] = "Address" };
        await using var scene = await ProxyScene.NewAsync(fixture, settings);
        var other = await scene.AddDroneAsync("dr-2", settings: settings);
        await other.KnowsAsync(scene.Drone);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        foreach (var drone in new[] { scene.Drone, other })
        {
            using var client = drone.NewClient();
            var seen = await ProxyScene.SeenAsync(await client.GetAsync($"/{token}/"));
            Assert.Equal((backend.Address.ToString(), scene.Cluster.Value), (seen.Headers["host"], seen.Headers["x-forwarded-host"]));
        }
    }

    [Theory]
    [InlineData("::1", "for=\"[::1]\";host=\"h:1\";proto=https")]
    [InlineData("192.0.2.1", "for=192.0.2.1;host=\"h:1\";proto=https")]
    [InlineData("unknown", "for=unknown;host=\"h:1\";proto=https")]
    public void Addresses_are_written_as_the_standard_says(string address, string expected) => Assert.Equal(expected, new ClientOrigin(address, "https", "h:1").Forwarded());

    [Theory]
    [InlineData("10.0.0.9", "203.0.113.9")]
    [InlineData("10.0.0.9, 10.0.0.8", "203.0.113.9")]
    [InlineData("10.0.0.9:4711", "203.0.113.9")]
    [InlineData("garbage", "10.0.0.1")]
    public void Trust_ends_at_the_first_address_that_is_not_trusted(string behind, string expected)
    {
        var trusted = new TrustedNetworks(["10.0.0.0/8"]);
        var lines = behind == "garbage" ? ["203.0.113.9", "garbage"] : new[] { "6.6.6.6, 203.0.113.9", behind };

        Assert.Equal(expected, trusted.ClientOf(lines, IPAddress.Parse("10.0.0.1")).ToString());
    }

    [Fact]
    public void What_is_no_network_is_told()
    {
        var options = new ForwardOptions { TrustedProxies = { "10.0.0.0/8", "10.0.0.0/99", "::1", "balancer" } };

        Assert.Equal(2, options.Faults().Count());
    }

    private async Task<SeenRequest> AskAsync(Dictionary<string, string?> settings)
    {
        await using var scene = await ProxyScene.NewAsync(fixture, settings);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var client = scene.Drone.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{await scene.ConnectAsync(id)}/");
        request.Headers.Add("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 10.1.2.3");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "shop.test");
        request.Headers.Add("X_Forwarded_Port", "1");
        request.Headers.Add("X-Real-IP", "6.6.6.6");
        request.Headers.Add("Forwarded", "for=6.6.6.6");
        return await ProxyScene.SeenAsync(await client.SendAsync(request));
    }
}
