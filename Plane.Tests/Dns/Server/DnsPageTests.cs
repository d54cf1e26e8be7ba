using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Peers;
using Plane.Tests.Architecture;

namespace Plane.Tests.Dns.Server;

/// <summary>What the page about DNS and TLS shows on a terminal is what happens, with a server that is started as the page says.</summary>
public sealed partial class DnsPageTests(DnsFixture dns) : IClassFixture<DnsFixture>
{
    private const string Prompt = "$ ";
    private const string DocumentedDns = "25300";
    private const string DocumentedHealth = "25301";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dns-and-tls.md"));

    [PeerFact("nats-server", "dig", "curl")]
    public async Task Every_command_with_its_output_was_run()
    {
        await using var nats = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        var settings = Setting().Matches(Page[..Page.IndexOf("## Firewall", StringComparison.Ordinal)]).Select(static match => match.Value.Trim()).ToList();
        Assert.Contains("--Plane:Dns:Clusters:0=plane.example.com", settings);
        var app = await dns.StartAsync(settings, nats);
        await Poll.UntilAsync(async () => (await RunAsync(app, $"curl -s http://127.0.0.1:{DocumentedHealth}/health")).SequenceEqual(["Healthy"]), DnsFixture.Patience, "the state to be read");
        var shown = Sessions().ToList();
        Assert.True(shown.Count >= 6, $"{shown.Count} commands were found on the page.");

        foreach (var (command, output) in shown)
        {
            Assert.Equal((command, string.Join('\n', Comparable(output))), (command, string.Join('\n', await RunAsync(app, command))));
        }
    }

    /// <summary>Commands behind a prompt, each with the lines up to the next.</summary>
    private static IEnumerable<(string Command, string[] Output)> Sessions()
    {
        foreach (var block in Page.Split("```\n").Where(static part => part.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            foreach (var session in ("\n" + block).Split("\n" + Prompt, StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = session.Split('\n');
                yield return (lines[0], lines[1..]);
            }
        }
    }

    private static async Task<string[]> RunAsync(WebApplication app, string command)
    {
        var here = command
            .Replace(DocumentedDns, DnsFixture.Where(app).Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace(DocumentedHealth, new Uri(app.Urls.Single()).Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("./plane ", $"dotnet exec '{typeof(Plane.Cli.ExitCodes).Assembly.Location}' ", StringComparison.Ordinal);
        var (_, output, errors) = await ChildProcess.RunAsync(new ProcessStartInfo("bash", ["-c", here]), Limit);
        return Comparable((output + errors).Split('\n'));
    }

    /// <summary>Serials and ids are each time's own, and name servers are told in turn.</summary>
    private static string[] Comparable(IEnumerable<string> lines) =>
        [.. lines.Where(static line => line.Length > 0).Select(static line => Passing().Replace(line, "N")).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"--Plane:Dns:[^'\\\n]+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\b[0-9]{10}\b|(?<=id: )[0-9]+")]
    private static partial Regex Passing();
}
