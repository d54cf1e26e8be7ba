using System.Collections.Immutable;
using System.Net;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Routing;
using Plane.Tests.Browsing;
using Plane.Tests.Drone.Certificates;
using Plane.Tests.Samples.DropFour;

namespace Plane.Tests.Drone.Proxy;

/// <summary>
/// The sample in a real browser by every way to a backend, at the proxy of a drone that does not run it: its page comes and its socket speaks. In the long form two windows
/// play to a win, and PLANE_TEST_SCREENSHOTS names a folder that gets pictures.
/// </summary>
public sealed class BrowserRoutingTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IDisposable
{
    private const string Domain = "play.example";
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PLANE_TEST_SCREENSHOTS");
    private readonly TestAuthority _authority = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-played-").FullName;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(120), TimeProvider.System);

    /// <summary>Over HTTPS pages come by HTTP/2 and sockets over it; the other one is for the long form.</summary>
    public static TheoryData<string> Schemes => LongForm.IsAsked ? ["https", "http"] : ["https"];

    public void Dispose()
    {
        _limit.Dispose();
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [PeerTheory("nats-server", "chromium")]
    [MemberData(nameof(Schemes))]
    public async Task In_a_browser_the_sample_is_at_home_by_every_way_to_a_backend(string scheme)
    {
        var cluster = ClusterName.Parse($"{scheme}-{Entropy.System.Letters(8)}.test{(scheme == "http" ? ":9091" : "")}");
        var custom = BackendId.New(Entropy.System);
        var settings = await SettingsAsync(cluster, custom);
        await using var scene = await ProxyScene.NewAsync(fixture, settings, cluster);
        var other = await scene.AddDroneAsync("dr-2", settings: settings);
        await other.KnowsAsync(scene.Drone);
        await Poll.UntilAsync(() => other.Open.ProxyPort is not null, ProxyScene.Limit, "the port to open");
        await using var browser = await Browser.StartAsync(_limit.Token, new IPEndPoint(IPAddress.Loopback, other.Open.ProxyPort!.Value));

        foreach (var (way, id, url) in await WaysAsync(scene, custom))
        {
            await using var game = await DropFourProcess.StartAsync(_limit.Token);
            await ServeAsync(scene, id, game, way);

            await OpenAsync(browser, $"{scheme}://{url}", $"{scheme}-{way}");
        }
    }

    private async Task<Dictionary<string, string?>> SettingsAsync(ClusterName cluster, BackendId custom)
    {
        var settings = cluster.IsHttps ? await _authority.SettingsAsync(cluster.Host, _directory) : [];
        settings["Plane:Drone:Proxy:PathRouting"] = "true";
        settings["Plane:Drone:Proxy:Hosts:0:Name"] = Domain;
        settings["Plane:Drone:Proxy:Hosts:0:Backend"] = custom.Value;
        return settings;
    }

    private static async Task<(string Way, BackendId Id, string Url)[]> WaysAsync(ProxyScene scene, BackendId custom)
    {
        var ids = Enumerable.Range(0, 6).Select(static _ => BackendId.New(Entropy.System)).ToArray();
        var bearer = (await scene.SecretAsync()).BearerTokenOf(ids[5]);
        return
        [
            ("token", ids[0], $"{scene.Cluster}/{await scene.ConnectAsync(ids[0])}/"),
            ("subdomain", ids[1], $"room.{scene.Cluster}/{await scene.ConnectAsync(ids[1])}/"),
            ("host", ids[2], $"{ids[2]}.{scene.Cluster}/"),
            ("port", ids[3], $"8081-{ids[3]}.{scene.Cluster}/"),
            ("path", ids[4], $"somewhere.test/_plane_backend={ids[4]}/"),
            ("login", ids[5], $"{ids[5]}.{scene.Cluster}/_plane_auth?token={bearer}"),
            ("domain", custom, $"{Domain}/"),
        ];
    }

    private static async Task ServeAsync(ProxyScene scene, BackendId id, DropFourProcess game, string way)
    {
        var address = new IPEndPoint(IPAddress.Loopback, game.Client.BaseAddress!.Port);

        // By its further port alone: on the other one nobody listens.
        var main = way == "port" ? new IPEndPoint(IPAddress.Loopback, 1) : address;
        scene.Drone.Routes.Open(new Route(id, main, id.Value) { Ports = ImmutableDictionary<int, IPEndPoint>.Empty.Add(8081, address) });
        await scene.WriteAsync(id, BackendStatus.Ready, record => Shaped(record, way));
    }

    private static BackendRecord Shaped(BackendRecord record, string way) => way switch
    {
        "token" => record,
        "subdomain" => record with { Subdomain = "room" },
        "login" => record with { HostRouting = true, RequiresBearerToken = true },
        "port" => record with { HostRouting = true, Ports = [8080, 8081] },
        _ => record with { HostRouting = true },
    };

    private async Task OpenAsync(Browser browser, string url, string name)
    {
        var first = await browser.OpenAsync(url, _limit.Token);
        await DropFourPage.SeatedAloneAsync(first, _limit.Token);
        if (LongForm.IsAsked)
        {
            await WinAsync(browser, first, url, name);
        }

        await first.CloseAsync(_limit.Token);
    }

    private async Task WinAsync(Browser browser, BrowserWindow first, string url, string name)
    {
        var second = await browser.OpenAsync(url, _limit.Token);

        int[] columns = [0, 1, 0, 1, 0, 1, 0];
        for (var discs = 0; discs < columns.Length; discs++)
        {
            var player = discs % 2 == 0 ? first : second;
            try
            {
                await DropFourPage.TurnComesAsync(player, discs, _limit.Token);
            }
            catch (TimeoutException)
            {
                var all = await Task.WhenAll(new[] { first, second }.Select(window => DropFourPage.StandingAsync(window, _limit.Token)));
                Assert.Fail($"{name}: after {discs} moves the windows have {string.Join(" and ", all)}.");
            }

            await DropFourPage.DropAsync(player, columns[discs], _limit.Token);
        }

        await DropFourPage.SaysAsync(first, "You win!", _limit.Token);
        await DropFourPage.SaysAsync(second, "Coral wins this one", _limit.Token);
        if (Pictures is not null)
        {
            await first.SaveAsync(Path.Combine(Pictures, $"{name}-1.png"), _limit.Token);
            await second.SaveAsync(Path.Combine(Pictures, $"{name}-2.png"), _limit.Token);
        }

        await second.CloseAsync(_limit.Token);
    }
}
