using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Dns;
using Plane.Dns.Protocol;
using Plane.Dns.Zone;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Acme;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Drones;

namespace Plane.Tests.Dns.Server;

/// <summary>One nats-server, and DNS servers on its state, each on a port of its own.</summary>
public sealed class DnsFixture : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ClusterName Cluster = ClusterName.Parse("plane.test:9091");
    private static readonly ClusterName Inner = ClusterName.Parse("in.between.plane.test");
    private static readonly ClusterName Other = ClusterName.Parse("other.test");
    private readonly List<WebApplication> _apps = [];

    public NatsServer Nats { get; private set; } = null!;

    /// <summary>With all that can be configured.</summary>
    public IPEndPoint Main { get; private set; } = null!;

    /// <summary>With a wildcard, a version, and nothing configured besides.</summary>
    public IPEndPoint Wild { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Nats = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        var long1 = new string('x', 200);
        Main = Where(await StartAsync([
            "--Plane:Dns:Clusters:0=plane.test", "--Plane:Dns:AcmeZone=acme.example",
            "--Plane:Dns:NameServers:0=ns1.plane.test=192.0.2.53,2001:db8::53", "--Plane:Dns:NameServers:1=ns2.elsewhere.example",
            "--Plane:Dns:Mailbox=foo.bar@plane.test",
            "--Plane:Dns:Caa:0=0 issue \"letsencrypt.org\"", "--Plane:Dns:Caa:1=0 iodef \"mailto:security@plane.test\"",
            "--Plane:Dns:Records:0=www.plane.test 300 CNAME b1.plane.test", "--Plane:Dns:Records:1=away.plane.test CNAME b3.other.test",
            "--Plane:Dns:Records:2=deep.down.plane.test A 203.0.113.5", "--Plane:Dns:Records:3=plane.test 60 MX 10 mail.plane.test",
            "--Plane:Dns:Records:4=mail.plane.test A 203.0.113.25", "--Plane:Dns:Records:5=plane.test TXT \"v=spf1 -all\"",
            .. Enumerable.Range(6, 20).Select(i => $"--Plane:Dns:Records:{i}=big.plane.test TXT {i:D2}{long1}"),
            "--Plane:Dns:Records:26=b2.plane.test A 203.0.113.2",
        ]));
        Wild = Where(await StartAsync(["--Plane:Dns:Wildcard=proxies", "--Plane:Dns:Version=plane dns", "--Plane:Dns:UdpBatch=0"]));
        await FillAsync();
        await Poll.UntilAsync(() => Task.FromResult(_apps.All(static app => IsFilled(app.Services.GetRequiredService<ZoneView>().Current))), Patience, "the zones to be filled");
    }

    /// <summary>A further server; the fixture stops it.</summary>
    public async Task<WebApplication> StartAsync(IEnumerable<string> settings, NatsServer? nats = null, string? listen = null)
    {
        listen ??= string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Tcp()}");
        var app = DnsApp.Build([
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:nats={(nats ?? Nats).Url}", "--Logging:LogLevel:Default=Warning", "--Plane:Leases:Scale=10",
            $"--Plane:Dns:Listen={listen}", .. settings,
        ]);
        _apps.Add(app);
        await app.StartAsync();
        return app;
    }

    public async Task DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await Nats.DisposeAsync();
    }

    public static IPEndPoint Where(WebApplication app) => app.Services.GetRequiredService<Plane.Dns.Server.UdpServer>().LocalEndPoint!;

    /// <summary>What is written last is there.</summary>
    private static bool IsFilled(ZoneTable table)
    {
        var name = WireName.Of("_acme-challenge.plane.test");
        return table.TryFind(name, 3, out _, out var node, out var isExact) && isExact && node.Find(RecordType.Txt)?.Count == 2
            && table.TryFind(WireName.Of("b3.other.test"), 3, out _, out _, out var isThere) && isThere
            && table.TryFind(WireName.Of("b9.plane.test"), 3, out _, out _, out isThere) && isThere;
    }

    private async Task FillAsync()
    {
        var services = _apps[0].Services;
        await services.GetRequiredService<StoreSetup>().Done.WaitAsync(Patience);
        var drones = services.GetRequiredService<DronesStore>();
        foreach (var drone in new[]
        {
            DnsBench.Proxy(Cluster, "d1", "192.0.2.1", "2001:db8::1"), DnsBench.Proxy(Cluster, "d2", "192.0.2.2"),
            DnsBench.Proxy(Inner, "d7", "198.51.100.7"), DnsBench.Proxy(Other, "d9", "198.51.100.9", "2001:db8::9"),
        })
        {
            await drones.PutAsync(drone, CancellationToken.None);
        }

        var texts = services.GetRequiredService<AcmeTexts>();
        await texts.PutAsync(Cluster, "value-of-the-apex", CancellationToken.None);
        await texts.PutAsync(Cluster, "value-of-the-wildcard", CancellationToken.None);
        var backends = services.GetRequiredService<BackendsStore>();
        foreach (var backend in new[]
        {
            DnsBench.Backend(Cluster, "b1", "d1"), DnsBench.Backend(Cluster, "b2", "d1"), DnsBench.Backend(Cluster, "b4", "gone"),
            DnsBench.Backend(Cluster, "old", "d1", BackendStatus.Terminated),
            DnsBench.Backend(Cluster, "s1", "d1") with { Subdomain = "app" }, DnsBench.Backend(Cluster, "s2", "d2") with { Subdomain = "app" },
            DnsBench.Backend(Other, "b3", "d9"), DnsBench.Backend(Inner, "b5", "d7"), DnsBench.Backend(Cluster, "b9", "d2"),
        })
        {
            await backends.CreateAsync(backend, CancellationToken.None);
        }
    }
}
