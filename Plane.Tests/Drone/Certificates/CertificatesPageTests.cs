using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Peers;
using Plane.Controller;
using Plane.Dns;
using Plane.Domain.Identity;
using Plane.Drone;
using Plane.Tests.Architecture;
using Plane.Tests.Dns.Server;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone.Certificates;

/// <summary>The page's first run: from a drone that is started as the page says to a certificate that clients trust, with pebble in the staging authority's place.</summary>
public sealed partial class CertificatesPageTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IAsyncLifetime
{
    /// <summary>The drone's, on the page.</summary>
    private const string Address = "192.0.2.80";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dns-and-tls.md"));
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-certs-page-").FullName;
    private readonly int[] _ports = FreePort.Several(3);
    private readonly List<WebApplication> _programs = [];

    private int Https => _ports[0];

    private int Http => _ports[1];

    private IPEndPoint Names => new(IPAddress.Loopback, _ports[2]);

    [PeerFact("nats-server", "pebble", "dig", "curl", "openssl")]
    public async Task Every_command_with_its_output_was_run_against_pebble()
    {
        var section = Page[Page.IndexOf("### A first run", StringComparison.Ordinal)..Page.IndexOf("### Limits", StringComparison.Ordinal)];
        await StartAsync(DnsApp.Build([.. Shared, $"--Plane:Dns:Listen={Names}", "--Plane:Dns:Clusters:0=plane.example.com"]));
        await using var pebble = await Pebble.StartAsync(new PebbleOptions { DnsServer = Names.ToString() });
        var controller = ControllerApp.Build([.. Shared, "--Plane:Controller:FreshStore=true"]);
        await StartAsync(controller);
        await StartAsync(DroneApp.Build(DroneArguments(section, pebble)));
        var root = Path.Combine(_directory, "root.pem");
        await File.WriteAllTextAsync(root, await pebble.RootAsync());
        (string, string)[] here =
        [
            ("127.0.0.1:25380", new Uri(controller.Urls.Single()).Authority),
            ("25443", Https.ToString(CultureInfo.InvariantCulture)),
            ("25300", Names.Port.ToString(CultureInfo.InvariantCulture)),
            ("root.pem", root),
            (Address, "127.0.0.1"),
        ];
        var shown = PageSessions.Of(section).ToList();
        Assert.True(shown.Count >= 6, $"{shown.Count} commands were found on the page.");
        await Poll.UntilAsync(async () => (await PageSessions.RunAsync(shown.Single(static one => one.Command.Contains("/ready", StringComparison.Ordinal)).Command, here)).SequenceEqual(["200"]), Limit, "the certificate to be served");

        await PageSessions.CheckAsync(shown, here);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.StopAsync();
            await program.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private string[] Shared => ["--urls=http://127.0.0.1:0", $"--ConnectionStrings:nats={fixture.Server.Url}", "--Logging:LogLevel:Default=Warning"];

    private async Task StartAsync(WebApplication program)
    {
        _programs.Add(program);
        await program.StartAsync();
    }

    /// <summary>Those of the page, on this machine.</summary>
    private string[] DroneArguments(string section, Pebble pebble)
    {
        var documented = Setting().Matches(section).Select(static match => match.Value.Trim()).ToList();
        Assert.Contains("--Plane:Drone:Certificates:Acme=letsencrypt-staging", documented);
        return
        [
            .. Shared,
            .. documented.Select(one => one
                .Replace(Address, "127.0.0.1", StringComparison.Ordinal)
                .Replace("letsencrypt-staging", pebble.DirectoryUri.ToString(), StringComparison.Ordinal)
                .Replace("192.0.2.53:53", Names.ToString(), StringComparison.Ordinal)
                .Replace("198.51.100.53:53", Names.ToString(), StringComparison.Ordinal)
                .Replace("ShareKey=…", $"ShareKey={Convert.ToBase64String(Entropy.System.Bytes(32))}", StringComparison.Ordinal)),
            $"--Plane:Drone:Certificates:AcmeCaFile={pebble.CaFile}",
            $"--Plane:Drone:StateDirectory={_directory}",
            "--Plane:Drone:Runtime=Process",
            "--Plane:Drone:Proxy:HttpAddress=127.0.0.1",
            $"--Plane:Drone:Proxy:HttpsPort={Https}",
            $"--Plane:Drone:Proxy:HttpPort={Http}",
        ];
    }

    [GeneratedRegex(@"--Plane:Drone:[^\\\n]+")]
    private static partial Regex Setting();
}
