using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What a client may not ask of the proxy.</summary>
public sealed class LimitTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const string Limits = "Plane:Drone:Proxy:Limits:";

    [PeerFact]
    public async Task Long_urls_and_headers_and_too_many_of_them_are_refused_and_what_fits_passes()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Limits + "UrlBytes"] = "4096", [Limits + "HeaderBytes"] = "8192", [Limits + "Headers"] = "20" });

        async Task<string> AskAsync(string path, string headers) =>
            (await RawHttp.SendAsync(scene.Drone.Open.ProxyPort!.Value, $"GET {path} HTTP/1.1\r\nHost: {scene.Cluster}\r\nConnection: close\r\n{headers}\r\n"))[..12];

        Assert.Equal("HTTP/1.1 200", await AskAsync("/ready?" + new string('x', 3000), $"a: {new string('x', 4000)}\r\n"));
        Assert.Equal("HTTP/1.1 414", await AskAsync("/ready?" + new string('x', 5000), ""));
        Assert.Equal("HTTP/1.1 431", await AskAsync("/ready", $"a: {new string('x', 140_000)}\r\n"));
        Assert.Equal("HTTP/1.1 431", await AskAsync("/ready", string.Concat(Enumerable.Range(0, 60).Select(static i => $"h{i}: x\r\n"))));
    }

    [PeerFact]
    public async Task A_client_that_does_not_finish_its_headers_is_let_go()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Limits + "HeaderSeconds"] = "1" });

        Assert.StartsWith("HTTP/1.1 408 ", await RawHttp.SendAsync(scene.Drone.Open.ProxyPort!.Value, $"GET /ready HTTP/1.1\r\nHost: {scene.Cluster}\r\n"), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_body_that_trickles_ends_where_the_configuration_says_so()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Limits + "UploadBytesPerSecond"] = "1000" });
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);

        var answer = await RawHttp.SendAsync(scene.Drone.Open.ProxyPort!.Value, $"POST /{await scene.ConnectAsync(id)}/upload HTTP/1.1\r\nHost: {scene.Cluster}\r\nContent-Length: 100000\r\n\r\nonly so much");

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), answer);
        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task One_address_has_so_many_connections_and_the_next_when_one_ends()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Limits + "ConnectionsPerAddress"] = "3" });
        var port = scene.Drone.Open.ProxyPort!.Value;
        var ask = $"GET /ready HTTP/1.1\r\nHost: {scene.Cluster}\r\nConnection: close\r\n\r\n";
        var open = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            open.Add(await SpokenAsync(port, scene.Cluster.Value));
        }

        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.NotEqual("", await RawHttp.SendAsync(port, ask)));

        open[0].Dispose();
        await Poll.UntilAsync(async () => await TryAsync(port, ask), ProxyScene.Limit, "the next connection");
        open.ForEach(static client => client.Dispose());
    }

    [PeerFact]
    public async Task A_connection_of_http_2_is_one_of_them()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Limits + "ConnectionsPerAddress"] = "1" });
        using var client = scene.Drone.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ready") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.False(await TryAsync(scene.Drone.Open.ProxyPort!.Value, $"GET /ready HTTP/1.1\r\nHost: {scene.Cluster}\r\nConnection: close\r\n\r\n"));
    }

    [PeerFact]
    public async Task A_client_that_takes_its_answer_too_slowly_is_let_go_where_the_configuration_says_so()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Limits + "DownloadBytesPerSecond"] = "1000000" });
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", scene.Drone.Open.ProxyPort!.Value);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /{await scene.ConnectAsync(id)}/download?bytes=100000000 HTTP/1.1\r\nHost: {scene.Cluster}\r\n\r\n"));
        await scene.OpenIsAsync(id, 1);

        // It reads nothing.
        await scene.OpenIsAsync(id, 0);
        await Poll.UntilAsync(() => backend.Busy == 0, ProxyScene.Limit, "the backend's answer to end");
    }

    [PeerFact]
    public async Task A_trusted_load_balancer_has_as_many_as_it_wants()
    {
        await using var scene = await ProxyScene.NewAsync(
            fixture, new Dictionary<string, string?> { [Limits + "ConnectionsPerAddress"] = "1", ["Plane:Drone:Proxy:Forward:TrustedProxies:0"] = "127.0.0.0/8" });
        using var first = await SpokenAsync(scene.Drone.Open.ProxyPort!.Value, scene.Cluster.Value);
        using var second = await SpokenAsync(scene.Drone.Open.ProxyPort!.Value, scene.Cluster.Value);
    }

    [PeerFact]
    public async Task One_backend_has_so_many_open_and_the_next_when_one_ends_by_whichever_drone()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Limits + "OpenPerBackend"] = "2" });
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        var (full, free) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.RunAsync(full);
        await scene.RunAsync(free);
        var token = await scene.ConnectAsync(full);
        using var here = scene.Drone.NewClient();
        using var there = other.NewClient();
        using var first = await here.GetAsync($"/{token}/events", HttpCompletionOption.ResponseHeadersRead);
        using var second = await there.GetAsync($"/{token}/events", HttpCompletionOption.ResponseHeadersRead);

        foreach (var client in new[] { here, there })
        {
            using var refused = await client.GetAsync($"/{token}/");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (refused.StatusCode, (int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        }

        await ProxyScene.SeenAsync(await here.GetAsync($"/{await scene.ConnectAsync(free)}/"));
        first.Dispose();
        await scene.OpenIsAsync(full, 1);
        await ProxyScene.SeenAsync(await there.GetAsync($"/{token}/"));
    }

    [PeerFact]
    public async Task Silent_machines_are_asked_whether_they_are_there_a_clients_and_those_of_other_drones()
    {
        var settings = new Dictionary<string, string?> { [Limits + "SilenceSeconds"] = "7" };
        await using var scene = await ProxyScene.NewAsync(fixture, settings);
        var other = await scene.AddDroneAsync("dr-2", settings: settings);
        await other.KnowsAsync(scene.Drone);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var socket = await scene.SpeakAsync(other, $"/{await scene.ConnectAsync(id)}/ws");
        int[] ports = [other.Open.ProxyPort!.Value, IPEndPoint.Parse(scene.Drone.Open.PeerAddress!).Port];

        // The kernel's own word (proc(5), /proc/net/tcp): local and remote end, state 01 is established; timer 02 is a keep-alive, with the time that is left in 1/100 s.
        await Poll.UntilAsync(
            async () =>
            {
                var files = await Task.WhenAll(File.ReadAllLinesAsync("/proc/net/tcp"), File.ReadAllLinesAsync("/proc/net/tcp6"));
                var rows = files.SelectMany(static lines => lines).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(static row => row[3] == "01").ToList();
                return IsAsked(rows, 1, ports[0]) && IsAsked(rows, 1, ports[1]) && IsAsked(rows, 2, ports[1]);
            },
            ProxyScene.Limit,
            "each of the three ends to wait for its keep-alive");
    }

    private static bool IsAsked(List<string[]> rows, int end, int port)
    {
        var row = Assert.Single(rows, row => row[end].EndsWith(":" + port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var timer = row[5].Split(':');
        return timer[0] == "02" && int.Parse(timer[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and <= 700;
    }

    /// <summary>A connection over which a request was answered, and which stays open.</summary>
    private static async Task<TcpClient> SpokenAsync(int port, string host)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /ready HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        var buffer = new byte[16];
        Assert.True(await client.GetStream().ReadAsync(buffer, limit.Token) > 0);
        return client;
    }

    private static async Task<bool> TryAsync(int port, string ask)
    {
        try
        {
            return (await RawHttp.SendAsync(port, ask)).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return false;
        }
    }
}
