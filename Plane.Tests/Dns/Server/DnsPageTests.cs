using System.Globalization;
using System.Text.RegularExpressions;
using Peers;
using Plane.Tests.Architecture;

namespace Plane.Tests.Dns.Server;

/// <summary>What the page about DNS and TLS shows of DNS is what happens, with a server that is started as the page says.</summary>
public sealed partial class DnsPageTests(DnsFixture dns) : IClassFixture<DnsFixture>
{
    private const string DocumentedDns = "25300";
    private const string DocumentedHealth = "25301";
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dns-and-tls.md"));

    [PeerFact("nats-server", "dig", "curl")]
    public async Task Every_command_with_its_output_was_run()
    {
        await using var nats = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        var settings = Setting().Matches(Page[..Page.IndexOf("## Firewall", StringComparison.Ordinal)]).Select(static match => match.Value.Trim()).ToList();
        Assert.Contains("--Plane:Dns:Clusters:0=plane.example.com", settings);
        var app = await dns.StartAsync(settings, nats);
        (string, string)[] here =
        [
            (DocumentedDns, DnsFixture.Where(app).Port.ToString(CultureInfo.InvariantCulture)),
            (DocumentedHealth, new Uri(app.Urls.Single()).Port.ToString(CultureInfo.InvariantCulture)),
        ];
        await Poll.UntilAsync(async () => (await PageSessions.RunAsync($"curl -s http://127.0.0.1:{DocumentedHealth}/health", here)).SequenceEqual(["Healthy"]), DnsFixture.Patience, "the state to be read");
        var shown = PageSessions.Of(Page[..Page.IndexOf("## Certificates", StringComparison.Ordinal)]).ToList();
        Assert.True(shown.Count >= 6, $"{shown.Count} commands were found on the page.");

        await PageSessions.CheckAsync(shown, here);
    }

    [GeneratedRegex(@"--Plane:Dns:[^'\\\n]+")]
    private static partial Regex Setting();
}
