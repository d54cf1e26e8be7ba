using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Certificates;
using Plane.Drone.Certificates.Ordering;
using Plane.State.Buckets;
using Plane.State.Certificates;
using Plane.State.Time;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone.Certificates;

/// <summary>Certificates of single domains from a real ACME server, which looks at the proxy of a drone that does not order.</summary>
public sealed class DomainOrderingTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IDisposable
{
    private const string Certificates = "Plane:Drone:Certificates:";
    private static readonly DomainName Domain = DomainName.Parse("app.example.org");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TestAuthority _authority = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-domains-").FullName;
    private readonly ClusterName _cluster = ClusterName.Parse($"c{Entropy.System.Letters(8)}.test");
    private readonly int[] _ports = FreePort.Several(2);

    [PeerTheory("nats-server", "pebble", "pebble-challtestsrv")]
    [InlineData("http-01")]
    [InlineData("tls-alpn-01")]
    public async Task Any_drone_answers_for_the_one_that_orders_and_all_get_the_one_certificate(string challenge)
    {
        await using var names = await ChallengeServer.StartAsync();
        await using var pebble = await PebbleAsync(names);
        await using var scene = await ProxyScene.NewAsync(fixture, Asked(challenge), _cluster);
        (string, string) share = ("ShareKey", Convert.ToBase64String(Entropy.System.Bytes(32)));

        var orderer = await scene.AddDroneAsync("dr-2", settings: Ordering(pebble, "dr-2", challenge, share));
        var serial = await ServedAsync(orderer, pebble);
        var third = await scene.AddDroneAsync("dr-3", settings: Ordering(pebble, "dr-3", challenge, share));

        Assert.Equal(serial, await ServedAsync(third, pebble));
        Assert.Equal(1, pebble.Orders);
        var certificate = orderer.Get<CertificateShelf>().Current.Domains[Domain.Value]!;
        Assert.Equal([Domain.Value], certificate.Names);
        Assert.Equal("CN=" + _cluster.Host, (await TlsClient.ShownAsync(orderer.Open.ProxyPort!.Value, _cluster.Host, _authority.Root)).Subject);
        await Poll.UntilAsync(() => scene.Drone.Get<LiveView<AcmeAnswerRecord>>().Current.Entries.IsEmpty, Limit, "the answer to be taken away");
        var told = (await orderer.Get<CertificatesStore>().ReadAsync(_cluster, orderer.Identity.Drone, Domain, CancellationToken.None)).Entry!.Value;
        Assert.Equal((certificate.NotAfter, 0, null), (told.NotAfter, told.Failures, told.Fault));
        Assert.All(Directory.GetFiles(Path.Combine(_directory, "dr-2"), "domain-*.pem", SearchOption.AllDirectories), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    /// <summary>Years later by the clock of a drone that comes to the same files: the authority's certificates are good for five.</summary>
    [PeerFact("nats-server", "pebble", "pebble-challtestsrv")]
    public async Task At_two_thirds_of_its_life_a_certificate_is_ordered_anew_once()
    {
        await using var names = await ChallengeServer.StartAsync();
        await using var pebble = await PebbleAsync(names);
        await using var scene = await ProxyScene.NewAsync(fixture, Asked("http-01"), _cluster);
        var settings = Ordering(pebble, "dr-2", "http-01", ("DuplicatesPerWeek", "1"));
        var serving = await scene.AddDroneAsync("dr-2", settings: settings);
        var first = await ServedAsync(serving, pebble);
        var good = serving.Get<CertificateShelf>().Current.Domains[Domain.Value]!;

        var later = await scene.AddDroneAsync("dr-3", settings: settings, clock: new ShiftedClock(BootClock.Instance, (good.NotAfter - good.NotBefore) * 0.8));

        await Poll.UntilAsync(async () => await ServedAsync(serving, pebble) != first, Limit, "the renewed certificate");
        await Poll.UntilAsync(() => later.Get<OrderedCertificates>().All.Single().Fault?.Contains("1 certificates were issued", StringComparison.Ordinal) == true, Limit, "the week's limit to be told");
        Assert.Equal(2, pebble.Orders);
    }

    [PeerFact("nats-server", "pebble", "pebble-challtestsrv")]
    public async Task A_domain_that_leads_elsewhere_is_refused_told_and_left_alone_for_a_while_by_all_drones()
    {
        await using var names = await ChallengeServer.StartAsync();
        await using var pebble = await Pebble.StartAsync(new PebbleOptions { DnsServer = names.DnsServer, HttpPort = names.HttpPort });
        await using var scene = await ProxyScene.NewAsync(fixture, Ordering(pebble, "dr-1", "http-01"), _cluster);
        await Poll.UntilAsync(async () => await FailuresAsync(scene.Drone) == 1, Limit, "the failure to be told");

        var other = await scene.AddDroneAsync("dr-2", settings: Ordering(pebble, "dr-2", "http-01"));
        var own = (await scene.Drone.Get<CertificatesStore>().ReadAsync(_cluster, scene.Drone.Identity.Drone, Domain, CancellationToken.None)).Entry!;
        await Poll.UntilAsync(() => other.Get<OrderedCertificates>().All.Single().Fault?.StartsWith("Another drone could not get", StringComparison.Ordinal) == true, Limit, "the other drone to wait too");

        Assert.Contains("was not convinced that " + Domain, own.Value.Fault, StringComparison.Ordinal);
        Assert.True(own.Value.RetryAt - own.Created > TimeSpan.FromSeconds(15), $"tried again at {own.Value.RetryAt}, told at {own.Created}");
        Assert.Equal(1, pebble.Orders);
        var health = (await scene.Drone.Get<HealthCheckService>().CheckHealthAsync()).Entries;
        Assert.Equal((HealthStatus.Degraded, HealthStatus.Degraded), (health["orders"].Status, health["certificates"].Status));
        Assert.StartsWith($"{Domain}: ", health["orders"].Description, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<int?> FailuresAsync(DroneUnderTest drone) =>
        (await drone.Get<CertificatesStore>().ReadAsync(_cluster, drone.Identity.Drone, Domain, CancellationToken.None)).Entry?.Value.Failures;

    /// <summary>Its authority looks at the first drone's ports.</summary>
    private Task<Pebble> PebbleAsync(ChallengeServer names) => Pebble.StartAsync(new PebbleOptions { DnsServer = names.DnsServer, TlsPort = _ports[0], HttpPort = _ports[1] });

    /// <summary>Of a proxy that orders nothing.</summary>
    private Dictionary<string, string?> Asked(string challenge)
    {
        var settings = Proxy("dr-1", challenge);
        settings["Plane:Drone:Proxy:HttpsPort"] = _ports[0].ToString(CultureInfo.InvariantCulture);
        settings["Plane:Drone:Proxy:HttpPort"] = _ports[1].ToString(CultureInfo.InvariantCulture);
        return settings;
    }

    private Dictionary<string, string?> Ordering(Pebble pebble, string drone, string challenge, params (string Key, string Value)[] more)
    {
        var settings = Proxy(drone, challenge);
        settings[Certificates + "Acme"] = pebble.DirectoryUri.ToString();
        settings[Certificates + "AcmeCaFile"] = pebble.CaFile;
        settings[Certificates + "Email"] = "admin@example.com";
        settings[Certificates + "OrderCluster"] = "false";
        foreach (var (key, value) in more)
        {
            settings[Certificates + key] = value;
        }

        return settings;
    }

    private Dictionary<string, string?> Proxy(string drone, string challenge)
    {
        var (state, cluster) = (Path.Combine(_directory, drone), Path.Combine(_directory, "cluster.pem"));
        Directory.CreateDirectory(state);
        if (!File.Exists(cluster))
        {
            File.WriteAllText(cluster, _authority.Issue(_cluster.Host, "*." + _cluster.Host));
        }

        return new Dictionary<string, string?>
        {
            ["StateDirectory"] = state,
            ["Plane:Drone:Proxy:HttpsPort"] = "0",
            [Certificates + "Files:0:Cert"] = cluster,
            ["Plane:Drone:Proxy:Hosts:0:Name"] = Domain.Value,
            ["Plane:Drone:Proxy:Hosts:0:Backend"] = "b1",
            ["Plane:Drone:Proxy:Hosts:0:Acme"] = challenge,
        };
    }

    /// <returns>The serial of the domain's own certificate, once clients that trust the authority are shown one.</returns>
    private static async Task<string> ServedAsync(DroneUnderTest drone, Pebble pebble)
    {
        await Poll.UntilAsync(() => drone.Get<CertificateShelf>().Current.Domains[Domain.Value] is not null, Limit, "the domain's certificate");
        await using var stream = await TlsClient.HandshakeAsync(drone.Open.ProxyPort!.Value, Domain.Value, await pebble.RootAsync());
        return stream.RemoteCertificate!.GetSerialNumberString();
    }
}
