using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone;
using Plane.Drone.Certificates;
using Plane.Drone.Proxy;
using Plane.State.Buckets;
using Plane.State.Certificates;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone.Certificates;

/// <summary>Domains of single backends with certificate files of their own.</summary>
public sealed class DomainFilesTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IDisposable
{
    private const string Domain = "app.example";
    private const string Host = "Plane:Drone:Proxy:Hosts:0:";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TestAuthority _authority = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-domain-").FullName;
    private readonly ClusterName _cluster = ClusterName.Parse($"c{Entropy.System.Letters(8)}.test");

    [PeerFact]
    public async Task A_domain_is_answered_with_its_own_files_which_are_replaced_under_an_open_socket()
    {
        var id = BackendId.New(Entropy.System);
        await WriteAsync("domain.pem", _authority.Issue(Domain));
        await using var scene = await ServingAsync(id);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true });
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws");
        var port = scene.Drone.Open.ProxyPort!.Value;

        var first = await TlsClient.ShownAsync(port, Domain, _authority.Root);
        using var client = scene.Drone.NewClient();
        using var answer = await client.GetAsync($"https://{Domain}/x");
        Assert.Equal((HttpStatusCode.OK, "CN=" + Domain), (answer.StatusCode, first.Subject));
        foreach (var other in new[] { _cluster.Host, "x." + _cluster.Host, "other.example", "x." + Domain })
        {
            Assert.Equal("CN=" + _cluster.Host, (await TlsClient.ShownAsync(port, other, _authority.Root)).Subject);
        }

        await WriteAsync("domain.pem", _authority.Issue(Domain));

        await Poll.UntilAsync(async () => await TlsClient.ShownAsync(port, Domain.ToUpperInvariant(), _authority.Root) is var shown && shown.Subject == first.Subject && shown.Serial != first.Serial, Limit, "the new certificate");
        await ProxyScene.EchoAsync(socket);
    }

    [PeerFact]
    public async Task Until_there_are_files_that_fit_the_domain_it_is_answered_as_any_other_name_and_health_says_so()
    {
        await using var scene = await ServingAsync(BackendId.New(Entropy.System));
        var (port, health) = (scene.Drone.Open.ProxyPort!.Value, scene.Drone.Get<HealthCheckService>());
        Assert.Equal("CN=" + _cluster.Host, (await TlsClient.ShownAsync(port, Domain, _authority.Root)).Subject);
        Assert.Equal((HealthStatus.Degraded, $"There is no certificate for {Domain} yet."), await CertificatesAsync(health));

        await WriteAsync("domain.pem", _authority.Issue("another.example"));
        await Poll.UntilAsync(() => scene.Drone.Errors.Any(static error => error.Contains($"for another.example, and not for {Domain}", StringComparison.Ordinal)), Limit, "the files to be refused");
        Assert.Equal("CN=" + _cluster.Host, (await TlsClient.ShownAsync(port, Domain, _authority.Root)).Subject);
        Assert.Contains("not for " + Domain, (await CertificatesAsync(health)).Why, StringComparison.Ordinal);

        await WriteAsync("domain.pem", _authority.Issue("*.example", Domain));
        await Poll.UntilAsync(async () => await CertificatesAsync(health) is (HealthStatus.Healthy, null), Limit, "the files to be used");
        Assert.Equal("CN=example", (await TlsClient.ShownAsync(port, Domain, _authority.Root)).Subject);
    }

    [PeerFact]
    public async Task How_it_stands_with_the_files_is_told_in_the_state_for_the_cluster_and_the_domain()
    {
        await using var scene = await ServingAsync(BackendId.New(Entropy.System));
        var drone = scene.Drone.Identity.Drone;
        var (ofCluster, ofDomain) = (CertificatesStore.KeyOfFile(_cluster, drone, 0), CertificatesStore.KeyOf(_cluster, drone, DomainName.Parse(Domain)));

        var given = await ToldAsync(scene, ofCluster, static told => told.Fault is null);
        await ToldAsync(scene, ofDomain, told => told.Fault == "There is no certificate in the file." && told.NotAfter is null && told.File == PathOf("domain.pem"));
        await WriteAsync("domain.pem", _authority.Issue("another.example"));
        await ToldAsync(scene, ofDomain, static told => told.Fault?.Contains("not for " + Domain, StringComparison.Ordinal) == true);
        await WriteAsync("domain.pem", _authority.Issue(Domain));
        var mended = await ToldAsync(scene, ofDomain, static told => told.Fault is null);

        Assert.Equal((null, "file", PathOf("cluster.pem")), (given.Domain, given.Source, given.File));
        Assert.Equal((Domain, "file"), (mended.Domain, mended.Source));
        Assert.All([given, mended], static told => Assert.InRange(told.NotAfter!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(12), TimeSpan.FromDays(1)));
    }

    [Fact]
    public void What_no_certificate_can_come_of_is_told_at_start()
    {
        var https = ClusterName.Parse("plane.test");
        (HostSection Host, ClusterName Cluster, string Fault)[] cases =
        [
            (new() { Certificate = "a.pem" }, ClusterName.Parse("plane.test:9090"), "Hosts:0:Certificate is set, but plane.test:9090 is served over plain HTTP"),
            (new() { Certificate = " " }, https, "Hosts:0:Certificate is empty"),
            (new() { CertificateKey = "k.pem" }, https, "Hosts:0:CertificateKey is set without Certificate"),
            (new() { Acme = "dns-01" }, https, "Hosts:0:Acme is 'dns-01'; http-01 or tls-alpn-01 is expected"),
            (new() { Acme = "http-01" }, ClusterName.Parse("plane.test:9090"), "Hosts:0:Acme is set, but plane.test:9090 is served over plain HTTP"),
            (new() { Acme = "http-01", Certificate = "a.pem" }, https, "Certificate and Acme are both set"),
            (new() { Name = "a_b.example", Acme = "http-01" }, https, "'a_b.example' is no DNS name"),
            (new() { Name = "192.0.2.1", Certificate = "a.pem" }, https, "'192.0.2.1' is no DNS name"),
            (new() { Name = "[2001:db8::1]:8443", Certificate = "a.pem" }, https, "'[2001:db8::1]' is no DNS name"),
        ];
        foreach (var (host, cluster, fault) in cases)
        {
            Assert.Contains(fault, Assert.Single(FaultsOf(cluster, host)), StringComparison.Ordinal);
        }

        Assert.Empty(FaultsOf(https, new HostSection { Name = "app.example:8443", Certificate = "a.pem", CertificateKey = "k.pem" }));
        var closed = new ProxyOptions { RedirectHttp = false };
        closed.Hosts.Add(new HostSection { Name = Domain, Backend = "b1", Acme = "http-01" });
        Assert.Contains("RedirectHttp is off", Assert.Single(closed.Faults(https)), StringComparison.Ordinal);
        Assert.Contains("does not say from which authority", Assert.Single(DroneSettings.FaultsOfDomains(new DroneOptions(), closed, new CertificateOptions())), StringComparison.Ordinal);
        Assert.Empty(DroneSettings.FaultsOfDomains(new DroneOptions { Roles = { "proxy" } }, closed, new CertificateOptions()));
        Assert.Empty(DroneSettings.FaultsOfDomains(new DroneOptions(), closed, new CertificateOptions { Acme = "letsencrypt" }));
        Assert.Contains("more than one certificate for 'app.example'", Assert.Single(FaultsOf(https, new() { Certificate = "a.pem" }, new() { Name = "App.example:8443", Certificate = "b.pem" })), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static IEnumerable<string> FaultsOf(ClusterName cluster, params HostSection[] hosts)
    {
        var options = new ProxyOptions();
        foreach (var host in hosts)
        {
            host.Name = host.Name.Length > 0 ? host.Name : Domain;
            host.Backend = "b1";
            options.Hosts.Add(host);
        }

        return options.Faults(cluster);
    }

    private static async Task<(HealthStatus Status, string? Why)> CertificatesAsync(HealthCheckService health)
    {
        var entry = (await health.CheckHealthAsync(static check => check.Name == "certificates", CancellationToken.None)).Entries["certificates"];
        return (entry.Status, entry.Description);
    }

    private static async Task<CertificateRecord> ToldAsync(ProxyScene scene, string key, Func<CertificateRecord, bool> isAsItShould)
    {
        CertificateRecord? last = null;
        await Poll.UntilAsync(
            async () => (last = (await scene.Drone.Get<Bucket<CertificateRecord>>().ReadAsync(key, CancellationToken.None)).Entry?.Value) is { } told && isAsItShould(told), Limit, $"{key} to be told as it should");
        return last!;
    }

    private async Task<ProxyScene> ServingAsync(BackendId id)
    {
        await WriteAsync("cluster.pem", _authority.Issue(_cluster.Host, "*." + _cluster.Host));
        var scene = await ProxyScene.NewAsync(
            fixture,
            new Dictionary<string, string?>
            {
                ["StateDirectory"] = _directory,
                ["Plane:Drone:Proxy:HttpsPort"] = "0",
                ["Plane:Drone:Certificates:Files:0:Cert"] = PathOf("cluster.pem"),
                [Host + "Name"] = Domain,
                [Host + "Backend"] = id.Value,
                [Host + "Certificate"] = PathOf("domain.pem"),
            },
            _cluster);
        scene.Drone.Root = _authority.Root;
        return scene;
    }

    private string PathOf(string file) => Path.Combine(_directory, file);

    /// <summary>In one step, as tools that renew certificates do.</summary>
    private async Task WriteAsync(string file, string text)
    {
        await File.WriteAllTextAsync(PathOf(file) + ".new", text);
        File.Move(PathOf(file) + ".new", PathOf(file), overwrite: true);
    }
}
