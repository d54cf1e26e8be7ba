using System.Net.Http.Json;
using System.Text.Json;
using Peers;

namespace Plane.Tests.Controller;

/// <summary>Which address of the controller <c>status_url</c> names.</summary>
public sealed class PublicAddressTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly (string, string)[] Forwarded =
        [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "plane.example"), ("X-Forwarded-Prefix", "/plane"), ("X-Forwarded-For", "203.0.113.9")];

    [PeerFact]
    public async Task What_a_reverse_proxy_says_is_believed_from_trusted_addresses_only()
    {
        using var trusting = await plane.StartControllerAsync(("Plane:Controller:TrustedProxies:0", "127.0.0.0/8"), ("Plane:Controller:TrustedProxies:1", "::1"));
        using var other = await plane.StartControllerAsync(("Plane:Controller:TrustedProxies:0", "192.0.2.1"));

        Assert.StartsWith("https://plane.example/plane/pub/b/", await StatusUrlAsync(trusting, Forwarded), StringComparison.Ordinal);
        Assert.StartsWith($"{other.BaseAddress}pub/b/", await StatusUrlAsync(other, Forwarded), StringComparison.Ordinal);
        Assert.StartsWith($"{plane.Http.BaseAddress}pub/b/", await StatusUrlAsync(plane.Http, Forwarded), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Of_a_chain_the_trusted_end_counts()
    {
        using var trusting = await plane.StartControllerAsync(("Plane:Controller:TrustedProxies:0", "127.0.0.1"), ("Plane:Controller:TrustedProxies:1", "10.0.0.2"));

        var url = await StatusUrlAsync(trusting, ("X-Forwarded-For", "203.0.113.9, 10.0.0.2"), ("X-Forwarded-Host", "forged.example, right.example, inner.example"), ("X-Forwarded-Proto", "http, https, http"));

        Assert.StartsWith("https://right.example/pub/b/", url, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_fixed_public_address_wins()
    {
        using var fixedOne = await plane.StartControllerAsync(("Plane:Controller:PublicUrl", "https://plane.example/api/"), ("Plane:Controller:TrustedProxies:0", "127.0.0.1"));

        Assert.StartsWith("https://plane.example/api/pub/b/", await StatusUrlAsync(fixedOne, ("X-Forwarded-Host", "other.example")), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_request_that_names_no_host_is_told_the_address_it_reached()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var body = JsonSerializer.Serialize(ControllerFixture.Body(cluster));

        var answer = await Drone.Proxy.RawHttp.SendAsync(
            plane.Http.BaseAddress!.Port, $"POST /ctrl/connect HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Contains($"\"status_url\":\"http://127.0.0.1:{plane.Http.BaseAddress.Port}/pub/b/", answer, StringComparison.Ordinal);
    }

    private async Task<string> StatusUrlAsync(HttpClient http, params (string Name, string Value)[] headers)
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ctrl/connect") { Content = JsonContent.Create(ControllerFixture.Body(cluster)) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request);
        return (await Answer.OfAsync(response))["status_url"]!;
    }
}
