using System.Globalization;
using System.Net;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Tests.Browsing;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What somebody sees who opens a window on a backend that is on its way.</summary>
public sealed class WaitingPageTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private static readonly Dictionary<string, string?> AtOnce = new() { ["Plane:Drone:Proxy:WaitingPageAfterMilliseconds"] = "0" };

    [PeerFact]
    public async Task A_window_gets_a_page_that_waits_and_the_page_is_told_when_without_the_backend_being_asked()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, AtOnce);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Loading);
        var path = $"/{await scene.ConnectAsync(id)}/x?y=1";
        using var client = scene.Drone.NewClient();
        using var watch = new HoldWatch();

        using var page = await client.SendAsync(Window(path));
        var html = await page.Content.ReadAsStringAsync();
        var waiting = client.SendAsync(Waiting(path));
        await watch.UntilAsync(id, 2);
        Assert.False(waiting.IsCompleted);
        await scene.RunAsync(id);
        using var told = await waiting;
        var seen = await ProxyScene.SeenAsync(await client.SendAsync(Window(path)));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html", "no-store"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType, page.Headers.CacheControl?.ToString()));
        Assert.Equal(TimeSpan.FromSeconds(1), page.Headers.RetryAfter?.Delta);
        Assert.Contains("x-plane-wait", html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NoContent, id.Value), (told.StatusCode, told.Headers.GetValues("x-plane-backend-id").Single()));
        Assert.Equal("/x?y=1", seen.Target);
    }

    [PeerFact]
    public async Task A_page_whose_backend_fails_gets_a_page_that_says_so_with_an_error_id()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, AtOnce);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Starting);
        var path = $"/{await scene.ConnectAsync(id)}/";
        using var client = scene.Drone.NewClient();
        using var watch = new HoldWatch();
        var waiting = client.SendAsync(Waiting(path));
        await watch.UntilAsync(id, 1);

        await scene.WriteAsync(id, BackendStatus.Terminated);
        using var told = await waiting;
        var html = await told.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.BadGateway, "text/html"), (told.StatusCode, told.Content.Headers.ContentType?.MediaType));
        Assert.Contains("ended before it was ready", html, StringComparison.Ordinal);
        Assert.Matches("<small>502 · [a-z0-9]{14}</small>", html);
    }

    [PeerTheory]
    [InlineData("GET", "Sec-Fetch-Mode", "cors", "text/html")]
    [InlineData("GET", "Sec-Fetch-Mode", "no-cors", "image/*")]
    [InlineData("POST", "Sec-Fetch-Mode", "navigate", "text/html")]
    [InlineData("GET", "X-None", "", "*/*")]
    [InlineData("GET", "X-None", "", "application/json, text/html")]
    public async Task Whatever_is_no_window_is_held(string method, string header, string value, string accept)
    {
        await using var scene = await ProxyScene.NewAsync(fixture, AtOnce);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Loading);
        using var client = scene.Drone.NewClient();
        using var watch = new HoldWatch();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{await scene.ConnectAsync(id)}/") { Headers = { { header, value }, { "Accept", accept } } };

        var held = client.SendAsync(request);
        await watch.UntilAsync(id, 1);
        await scene.RunAsync(id);

        Assert.Equal(method, (await ProxyScene.SeenAsync(await held)).Method);
    }

    [PeerFact]
    public async Task With_the_option_off_a_window_is_held_and_the_header_means_nothing()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?>(AtOnce) { ["Plane:Drone:Proxy:WaitingPage"] = "false" });
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, BackendStatus.Loading);
        var path = $"/{await scene.ConnectAsync(id)}/";
        using var client = scene.Drone.NewClient();
        using var watch = new HoldWatch();
        var held = new[] { client.SendAsync(Window(path)), client.SendAsync(Waiting(path)) };
        await watch.UntilAsync(id, 2);

        await scene.RunAsync(id);

        foreach (var answer in held)
        {
            Assert.Equal("/", (await ProxyScene.SeenAsync(await answer)).Target);
        }
    }

    [PeerFact("nats-server", "chromium")]
    public async Task In_a_browser_the_page_turns_into_the_application_and_another_into_what_went_wrong()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        var port = FreePort.Tcp().ToString(CultureInfo.InvariantCulture);
        await using var scene = await ProxyScene.NewAsync(
            fixture, new Dictionary<string, string?>(AtOnce) { ["Plane:Drone:Proxy:HttpPort"] = port, ["Plane:Drone:Proxy:Aliases:0"] = $"localhost:{port}" });
        using var watch = new HoldWatch();
        var (good, bad) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.WriteAsync(good, BackendStatus.Loading);
        await scene.WriteAsync(bad, BackendStatus.Loading);

        await using var browser = await Browser.StartAsync(limit.Token);
        var window = await browser.OpenAsync($"http://localhost:{port}/{await scene.ConnectAsync(good)}/app", limit.Token);
        await window.UntilAsync("document.title", "Starting…", limit.Token);
        await scene.RunAsync(good);
        await window.UntilAsync("document.body.textContent.includes('/app') ? 'shown' : ''", "shown", limit.Token);

        window = await browser.OpenAsync($"http://localhost:{port}/{await scene.ConnectAsync(bad)}/", limit.Token);
        await window.UntilAsync("document.title", "Starting…", limit.Token);
        await watch.UntilAsync(bad, 2);
        await scene.WriteAsync(bad, BackendStatus.Terminated);
        await window.UntilAsync("document.title", "Bad Gateway", limit.Token);
    }

    private static HttpRequestMessage Window(string path) => new(HttpMethod.Get, path) { Headers = { { "Sec-Fetch-Mode", "navigate" }, { "Accept", "text/html,*/*;q=0.8" } } };

    private static HttpRequestMessage Waiting(string path) => new(HttpMethod.Get, path) { Headers = { { "x-plane-wait", "1" }, { "Accept", "text/html" } } };
}
