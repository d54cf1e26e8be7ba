using System.Net;
using Microsoft.Extensions.Primitives;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Bearer;

namespace Plane.Tests.Drone.Proxy;

/// <summary>How a browser gets in with a backend's bearer token (NATS API §6.3, §6.4).</summary>
public sealed class LoginTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    [PeerFact]
    public async Task A_login_turns_the_token_into_a_cookie_that_lets_in_and_that_the_backend_does_not_see()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true, RequiresBearerToken = true });
        var bearer = (await scene.SecretAsync()).BearerTokenOf(id);
        var host = $"http://{id}.{scene.Cluster}";
        using var client = scene.Drone.NewClient();

        using var login = await client.GetAsync($"{host}/_plane_auth?token={bearer}&redirect=/blahblah%3Fa%3Db");
        Assert.Equal((HttpStatusCode.Found, "/blahblah?a=b", "no-referrer"), (login.StatusCode, login.Headers.Location!.ToString(), login.Headers.GetValues("Referrer-Policy").Single()));
        Assert.Equal($"_plane_auth={bearer}; Path=/; HttpOnly; SameSite=Lax", Assert.Single(login.Headers.GetValues("Set-Cookie")));
        Assert.Equal("no-store", login.Headers.CacheControl?.ToString());

        using var request = new HttpRequestMessage(HttpMethod.Get, host + "/blahblah?a=b") { Headers = { { "Cookie", $"theme=dark; _plane_auth={bearer}; lang=de" } } };
        var seen = await ProxyScene.SeenAsync(await client.SendAsync(request));
        Assert.Equal(("/blahblah?a=b", "theme=dark; lang=de"), (seen.Target, seen.Headers["cookie"]));
    }

    [PeerFact]
    public async Task What_is_wrong_with_a_login_is_told_and_no_cookie_is_set()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var (id, open) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.RunAsync(id, with: static record => record with { HostRouting = true, RequiresBearerToken = true });
        await scene.RunAsync(open, with: static record => record with { HostRouting = true });
        var bearer = (await scene.SecretAsync()).BearerTokenOf(id);
        using var client = scene.Drone.NewClient();

        foreach (var (url, status, body) in new[]
        {
            ($"http://{id}.{scene.Cluster}/_plane_auth", 400, "Missing token."),
            ($"http://{id}.{scene.Cluster}/_plane_auth?token=&redirect=/", 400, "Missing token."),
            ($"http://{id}.{scene.Cluster}/_plane_auth?token={bearer}&token={bearer}", 400, "Missing token."),
            ($"http://{id}.{scene.Cluster}/_plane_auth?token={bearer}&redirect=https://evil.test/", 400, "Redirect must be relative and start with a slash."),
            ($"http://{id}.{scene.Cluster}/_plane_auth?token={bearer}&redirect=//evil.test/", 400, "Redirect must be relative and start with a slash."),
            ($"http://{id}.{scene.Cluster}/_plane_auth?token={bearer}x", 403, ""),
            ($"http://nobody.{scene.Cluster}/_plane_auth?token={bearer}", 404, ""),
            ($"http://{open}.{scene.Cluster}/_plane_auth?token={bearer}", 302, ""),
            ($"http://{id}.{scene.Cluster}/", 401, "Expected bearer token."),
        })
        {
            using var response = await client.GetAsync(url);
            Assert.Equal((status, body, false), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Contains("Set-Cookie")));
        }
    }

    [PeerFact]
    public async Task A_wrong_header_is_not_mended_by_a_good_cookie_and_a_wrong_cookie_is_refused()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true, RequiresBearerToken = true });
        var bearer = (await scene.SecretAsync()).BearerTokenOf(id);
        using var client = scene.Drone.NewClient();

        async Task<int> WithAsync(string? authorization, string? cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{id}.{scene.Cluster}/");
            Add("Authorization", authorization);
            Add("Cookie", cookie);
            using var response = await client.SendAsync(request);
            return (int)response.StatusCode;

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }
            }
        }

        Assert.Equal(403, await WithAsync("Bearer wrong", $"_plane_auth={bearer}"));
        Assert.Equal(403, await WithAsync("x", $"_plane_auth={bearer}"));
        Assert.Equal(403, await WithAsync(null, "_plane_auth=wrong"));
        Assert.Equal(401, await WithAsync(null, $"plane_auth={bearer}"));
        Assert.Equal(200, await WithAsync("bearer " + bearer, null));
        Assert.Equal(200, await WithAsync(null, $"_plane_auth={bearer}"));
    }

    [PeerFact]
    public async Task By_path_the_cookie_is_for_that_backend_alone_and_the_browser_stays_with_it()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { ["Plane:Drone:Proxy:PathRouting"] = "true", ["Plane:Drone:Proxy:ForwardBearerToken"] = "true" });
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Loading, static record => record with { HostRouting = true, RequiresBearerToken = true });
        var bearer = (await scene.SecretAsync()).BearerTokenOf(id);
        using var client = scene.Drone.NewClient();

        // It does not wait for the backend.
        using var login = await client.GetAsync($"/_plane_backend={id}/_plane_auth?token={bearer}&redirect=/a b");
        Assert.Equal($"/_plane_backend={id}/a%20b", login.Headers.Location!.OriginalString);
        Assert.StartsWith($"_plane_auth={bearer}; Path=/_plane_backend={id}/;", Assert.Single(login.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);

        await scene.RunAsync(id, with: static record => record with { HostRouting = true, RequiresBearerToken = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/_plane_backend={id}/") { Headers = { { "Authorization", "Bearer " + bearer } } };
        Assert.Equal("Bearer " + bearer, (await ProxyScene.SeenAsync(await client.SendAsync(request))).Headers["authorization"]);
    }

    [Theory]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/a/b?c=d#e", "/a/b?c=d#e")]
    [InlineData("/ü", "/%C3%BC")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("a", null)]
    [InlineData("//evil.test", null)]
    [InlineData("/\\evil.test", null)]
    [InlineData("/\t/evil.test", null)]
    [InlineData("/a\r\nSet-Cookie: x=y", null)]
    [InlineData("https://evil.test", null)]
    [InlineData("javascript:alert(1)", null)]
    public void A_login_leads_to_this_host_or_nowhere(string? asked, string? expected) => Assert.Equal(expected, LoginRedirect.Of(asked, ""));

    [Theory]
    [InlineData("_plane_auth=t", "t", "")]
    [InlineData("a=1; _plane_auth=t", "t", "a=1")]
    [InlineData("a=1;_plane_auth=t;b=2", "t", "a=1; b=2")]
    [InlineData("_plane_auth=t; _plane_auth=u", "t", "")]
    [InlineData("x_plane_auth=t", null, "x_plane_auth=t")]
    [InlineData("_plane_auth", null, "_plane_auth")]
    [InlineData("", null, "")]
    public void The_cookie_is_read_and_taken_out_whole(string cookies, string? token, string rest)
    {
        Assert.Equal(token, AuthCookie.Read(cookies));
        Assert.Equal(rest, AuthCookie.Without(new StringValues(cookies)).ToString());
    }

    [Fact]
    public void Under_tls_the_cookie_is_never_sent_without() =>
        Assert.Equal("_plane_auth=t; Path=/; HttpOnly; SameSite=Lax; Secure", AuthCookie.Write("t", "/", isHttps: true));
}
