using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Certificates;
using Plane.Drone.Certificates.Ordering;
using Plane.State.Buckets;
using Plane.State.Certificates;
using Plane.Tests.Cli;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone.Certificates;

/// <summary>From an empty state directory to a served certificate, with a real ACME server that asks Plane's own DNS server.</summary>
public sealed class OrderingTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-order-").FullName;
    private readonly ClusterName _cluster = ClusterName.Parse($"c{Entropy.System.Letters(8)}.test");

    [PeerFact("nats-server", "pebble", "dig", "curl")]
    public async Task A_certificate_is_ordered_served_and_renewed_under_an_open_socket()
    {
        await using var dns = await ClusterDns.StartAsync(fixture.Server, _cluster);
        await using var pebble = await PebbleAsync(dns.Address, new PebbleOptions { NonceReject = 20, RequireExternalAccount = true });
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(pebble, dns.Address, "dr-1", ("MaxAge", "00:00:08"), ("EabKeyId", Pebble.ExternalKeyId), ("EabKey", Pebble.ExternalKey)), _cluster);
        await ServingAsync(scene.Drone, pebble);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id, with: static record => record with { HostRouting = true });
        var token = await scene.ConnectAsync(id);

        Assert.Contains("\"method\"", (await CurlAsync(scene.Drone, dns, $"{id}.{_cluster}")).ToLowerInvariant(), StringComparison.Ordinal);
        var url = string.Create(CultureInfo.InvariantCulture, $"https://{id}.{_cluster}:{scene.Drone.Open.ProxyPort}/x");
        var byPlane = await CliProcess.RunWithAsync(null, "curl", url, "--server", dns.Address.ToString(), "--ca", RootFile, "--", "-sS", "--fail-with-body", "-H", $"Host: {id}.{_cluster}");
        Assert.True(byPlane.Code == 0 && byPlane.Output.Contains("\"method\"", StringComparison.OrdinalIgnoreCase), byPlane.Error + byPlane.Output);
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{token}/ws");
        var first = await SerialAsync(scene.Drone);
        await Poll.UntilAsync(async () => await SerialAsync(scene.Drone) != first, Limit, "the renewed certificate");
        await ProxyScene.EchoAsync(socket);

        Assert.Equal([_cluster.Host, "*." + _cluster.Host], scene.Drone.Get<CertificateShelf>().Current.Certificates.Single().Names.OrderBy(static name => name.StartsWith('*')));
        Assert.All(Directory.GetFiles(StateOf("dr-1"), "*.pem", SearchOption.AllDirectories), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Single(Directory.GetFiles(StateOf("dr-1"), "account-*.pem", SearchOption.AllDirectories));
    }

    /// <summary>While nobody answers for the cluster no order can end, so that both drones want to make it.</summary>
    [PeerFact("nats-server", "pebble")]
    public async Task Drones_that_share_a_certificate_make_one_order()
    {
        var address = ClusterDns.NewAddress();
        await using var pebble = await PebbleAsync(address);
        (string, string) share = ("ShareKey", Convert.ToBase64String(Entropy.System.Bytes(32)));
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(pebble, address, "dr-1", share), _cluster);
        var other = await scene.AddDroneAsync("dr-2", settings: Settings(pebble, address, "dr-2", share));
        Assert.Equal((null, null), (scene.Drone.Open.ProxyPort, other.Open.ProxyPort));
        await using var dns = await ClusterDns.StartAsync(fixture.Server, _cluster, address);

        await ServingAsync(scene.Drone, pebble);
        await ServingAsync(other, pebble);

        Assert.Equal(await SerialAsync(scene.Drone), await SerialAsync(other));
        Assert.Equal(1, pebble.Orders);
        var stored = (await scene.Drone.Get<CertificatesStore>().ReadSharedAsync(_cluster, null, CancellationToken.None)).Entry!.Value.Sealed;
        Assert.DoesNotContain("PRIVATE KEY", System.Text.Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
    }

    [PeerFact("nats-server", "pebble")]
    public async Task An_order_survives_a_restart_of_nats_in_its_middle()
    {
        var address = ClusterDns.NewAddress();
        await using var pebble = await PebbleAsync(address);
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(pebble, address, "dr-1"), _cluster);
        await Poll.UntilAsync(() => scene.Drone.Get<LiveView<AcmeTxtRecord>>().Current.Entries.Values.Count(seen => seen.Value.Cluster == _cluster) == 2, Limit, "both values in the state");

        await fixture.Server.RestartAsync();
        await using var dns = await ClusterDns.StartAsync(fixture.Server, _cluster, address);

        await ServingAsync(scene.Drone, pebble);
        Assert.Equal(1, pebble.Orders);
    }

    [PeerFact("nats-server", "pebble")]
    public async Task What_the_authority_refuses_is_told_in_the_state_and_not_tried_again_at_once()
    {
        var address = ClusterDns.NewAddress();
        await using var pebble = await PebbleAsync(address, new PebbleOptions { RequireExternalAccount = true });
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(pebble, address, "dr-1"), _cluster);
        var store = scene.Drone.Get<CertificatesStore>();

        await Poll.UntilAsync(async () => (await store.ReadAsync(_cluster, scene.Drone.Identity.Drone, null, CancellationToken.None)).Entry?.Value.Failures == 1, Limit, "the failure to be told");

        var told = (await store.ReadAsync(_cluster, scene.Drone.Identity.Drone, null, CancellationToken.None)).Entry!;
        Assert.Contains("externalAccountRequired", told.Value.Fault, StringComparison.Ordinal);
        Assert.True(told.Value.RetryAt - told.Created > TimeSpan.FromSeconds(15), $"tried again at {told.Value.RetryAt}, told at {told.Created}");
        Assert.Null(scene.Drone.Open.ProxyPort);
    }

    [Fact]
    public void A_shared_certificate_opens_only_with_its_key_for_its_cluster_and_unchanged()
    {
        var (key, own) = (Entropy.System.Bytes(32), new CertificateSubject(_cluster, null));
        var record = CertificateSeal.Seal(key, own, "the pem", Entropy.System);
        byte[] changed = [.. record.Sealed[..^1], (byte)(record.Sealed[^1] ^ 1)];

        Assert.Equal("the pem", CertificateSeal.Open(key, own, record));
        Assert.Throws<CertificateFault>(() => CertificateSeal.Open(Entropy.System.Bytes(32), own, record));
        Assert.Throws<CertificateFault>(() => CertificateSeal.Open(key, own with { Cluster = ClusterName.Parse("other.test") }, record));
        Assert.Throws<CertificateFault>(() => CertificateSeal.Open(key, own with { Domain = DomainName.Parse("app.example") }, record));
        Assert.Throws<CertificateFault>(() => CertificateSeal.Open(key, own, record with { Sealed = changed }));
        Assert.Throws<CertificateFault>(() => CertificateSeal.Open(key, own, record with { Sealed = [1] }));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static Task<Pebble> PebbleAsync(IPEndPoint dns, PebbleOptions? options = null) => Pebble.StartAsync((options ?? new PebbleOptions()) with { DnsServer = dns.ToString() });

    private string RootFile => Path.Combine(_directory, "root.pem");

    private string StateOf(string drone) => Path.Combine(_directory, drone);

    private Dictionary<string, string?> Settings(Pebble pebble, IPEndPoint dns, string drone, params (string Key, string Value)[] more)
    {
        const string Section = "Plane:Drone:Certificates:";
        Directory.CreateDirectory(StateOf(drone));
        var settings = new Dictionary<string, string?>
        {
            ["StateDirectory"] = StateOf(drone),
            ["Plane:Drone:Proxy:HttpsPort"] = "0",
            [Section + "Acme"] = pebble.DirectoryUri.ToString(),
            [Section + "AcmeCaFile"] = pebble.CaFile,
            [Section + "Email"] = "admin@example.com",
            [Section + "DnsServers:0"] = dns.ToString(),
        };
        foreach (var (key, value) in more)
        {
            settings[Section + key] = value;
        }

        return settings;
    }

    private async Task ServingAsync(DroneUnderTest drone, Pebble pebble)
    {
        await Poll.UntilAsync(() => drone.Open.ProxyPort is not null, Limit, "the port to open");
        drone.Root = await pebble.RootAsync();
        await File.WriteAllTextAsync(RootFile, drone.Root);
    }

    private async Task<string> SerialAsync(DroneUnderTest drone)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", drone.Open.ProxyPort!.Value);
        await using var stream = new SslStream(tcp.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "x." + _cluster.Host, CertificateChainPolicy = TestAuthority.TrustOnly(drone.Root!) }).WaitAsync(Limit);
        return stream.RemoteCertificate!.GetSerialNumberString();
    }

    /// <summary>As a client that has the cluster's own DNS answer for the host; only the port is another than HTTPS's own.</summary>
    private async Task<string> CurlAsync(DroneUnderTest drone, ClusterDns dns, string host)
    {
        await Poll.UntilAsync(async () => await HasAddressAsync(drone, dns, host), Limit, "the host's address");
        string[] arguments = ["-sS", "--fail-with-body", "--max-time", "30", "--cacert", RootFile, "--connect-to", $"{host}:443:127.0.0.1:{drone.Open.ProxyPort}", $"https://{host}/x"];
        var (code, output, errors) = await ChildProcess.RunAsync(new ProcessStartInfo("curl", arguments), Limit);
        Assert.True(code == 0, errors + output);
        return output;
    }

    /// <summary>Its drone speaks up again: an order may take longer than silent drones are known.</summary>
    private static async Task<bool> HasAddressAsync(DroneUnderTest drone, ClusterDns dns, string host)
    {
        await drone.AnnounceAsync();
        return (await dns.AskAsync(host)).Contains($"\nan {host}. 30 IN A 127.0.0.1", StringComparison.Ordinal);
    }
}
