using System.Net;
using System.Text;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Routing;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Backends that do what they should not, and what their clients see of it: here and through another drone, over HTTP/1.1 and HTTP/2.</summary>
public sealed class RimTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const string Fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static readonly BackendId Backend = BackendId.Parse("raw");

    /// <summary>Servers close idle connections whenever they like, also while a request is on its way to them.</summary>
    [PeerFact]
    public async Task A_request_on_a_connection_that_its_backend_is_just_closing_is_asked_again_on_another()
    {
        await using var backend = new RawBackend(static all => Times(all, "GET") switch { 1 => Fine, _ => "" }) { Stays = true, ClosesAfter = 2 };
        await ForAllAsync(backend, async client =>
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal("ok", await client.GetStringAsync("/"));
            }
        });
        Assert.InRange(backend.Connections, 5, 100);
    }

    /// <summary>Whether such a request was carried out nobody knows: it must not be done twice.</summary>
    [PeerFact]
    public async Task A_body_that_was_sent_is_never_sent_again()
    {
        await using var backend = new RawBackend(static all => all.Contains("POST", StringComparison.Ordinal) ? all.EndsWith("pay", StringComparison.Ordinal) ? "" : null : Fine) { Stays = true, ClosesAfter = 2 };
        await ForAllAsync(backend, async client =>
        {
            Assert.Equal("ok", await client.GetStringAsync("/"));
            var before = Times(backend.Received, "pay");
            using var body = new StringContent("pay");
            using var answer = await client.PostAsync("/", body);
            Assert.Equal((HttpStatusCode.BadGateway, before + 1), (answer.StatusCode, Times(backend.Received, "pay")));
        });
    }

    [PeerFact]
    public async Task An_answer_that_comes_before_the_body_is_sent_is_the_answer()
    {
        await using var backend = new RawBackend(static all => all.Contains("\r\n\r\n", StringComparison.Ordinal) ? "HTTP/1.1 413 Too Much\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno!" : null) { Drains = true };
        await ForAllAsync(backend, static async client =>
        {
            using var body = new StreamContent(new ZeroStream(8_000_000));
            using var answer = await client.PostAsync("/", body);
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "no!"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        });
    }

    /// <summary>Its kernel takes the answer back with what it did not read, maybe before anybody could see it: some answer there is all the same.</summary>
    [PeerFact]
    public async Task A_backend_that_hangs_up_on_a_body_is_no_reason_to_hang()
    {
        await using var backend = new RawBackend(static all => all.Contains("\r\n\r\n", StringComparison.Ordinal) ? "HTTP/1.1 413 Too Much\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno!" : null);
        await ForAllAsync(backend, static async client =>
        {
            using var body = new StreamContent(new ZeroStream(8_000_000));
            using var answer = await client.PostAsync("/", body);
            Assert.True(answer.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadGateway, answer.StatusCode.ToString());
        });
    }

    [PeerTheory("nats-server")]
    [InlineData("what is this\r\n\r\n")]
    [InlineData("HTTP/1.1 abc Hm\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    [InlineData("\0\u0001\u0002\u0003\r\n\r\n")]
    [InlineData("")]
    public async Task What_is_no_answer_is_a_502(string garbage)
    {
        await using var backend = new RawBackend(_ => garbage);
        await ForAllAsync(backend, static async client =>
        {
            using var answer = await client.GetAsync("/");
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        });
    }

    [PeerFact]
    public async Task Headers_without_end_are_a_502_and_fill_no_memory()
    {
        var line = $"x-long: {new string('x', 1000)}\r\n";
        var headers = new StringBuilder("HTTP/1.1 200 OK\r\n").Insert(17, line, 10_000).ToString();
        await using var backend = new RawBackend(_ => headers);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await ForAllAsync(backend, static async client =>
        {
            using var answer = await client.GetAsync("/");
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        });
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
    }

    /// <summary>Much of it, and the client has the beginning; a little, and it gets nothing of it, or is told.</summary>
    [PeerTheory("nats-server")]
    [InlineData("Content-Length: 400000\r\n\r\n", 200_000, "")]
    [InlineData("Content-Length: 400000\r\n\r\n", 20, "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n61a80\r\n", 200_000, "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n30d40\r\n", 200_000, "\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n14\r\n", 20, "\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n14\r\n", 20, "\r\nzz\r\n")]
    public async Task An_answer_that_is_cut_short_does_not_look_whole(string head, int bytes, string end)
    {
        await using var backend = new RawBackend(_ => $"HTTP/1.1 200 OK\r\n{head}{new string('x', bytes)}{end}");
        await ForAllAsync(backend, static async client =>
        {
            try
            {
                using var answer = await client.GetAsync("/");
                Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
            }
            catch (HttpRequestException)
            {
                // The client has seen the cut.
            }
        });
    }

    [PeerFact]
    public async Task Ten_megabytes_of_headers_from_a_client_are_refused_and_fill_no_memory()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var status = await RawHttp.PourAsync(scene.Drone.Open.ProxyPort!.Value, $"GET /ready HTTP/1.1\r\nHost: {scene.Cluster}\r\n", $"x-long: {new string('x', 1000)}\r\n", 10_000);

        Assert.True(status is "" || status.StartsWith("HTTP/1.1 431 ", StringComparison.Ordinal), status);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
    }

    /// <summary>Every way to the backend, with a client of its own.</summary>
    private async Task ForAllAsync(RawBackend backend, Func<HttpClient, Task> check)
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        await scene.WriteAsync(Backend, BackendStatus.Ready, static record => record with { HostRouting = true });
        scene.Drone.Routes.Open(new Route(Backend, backend.Address, "c1"));
        foreach (var drone in new[] { scene.Drone, other })
        {
            foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
            {
                using var client = drone.NewClient();
                client.BaseAddress = new Uri($"http://{Backend}.{scene.Cluster}");
                (client.DefaultRequestVersion, client.DefaultVersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
                await check(client);
            }
        }

        await scene.OpenIsAsync(Backend, 0);
    }

    private static int Times(string text, string part) => text.Split(part).Length - 1;
}
