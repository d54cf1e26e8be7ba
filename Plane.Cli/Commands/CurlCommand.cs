using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Makaretu.Dns;
using Plane.Cli.Dns;
using Plane.Cli.Output;

namespace Plane.Cli.Commands;

/// <summary><c>plane curl</c>: curl that finds hosts through Plane's own DNS, before any registrar delegates to it, and trusts a development CA.</summary>
internal static class CurlCommand
{
    private const string CaVariable = "PLANE_CA";

    public static Command Create(GlobalOptions globals)
    {
        var url = new Argument<Uri>("url") { Description = "An http or https URL.", CustomParser = GlobalOptions.ParseAddress };
        var rest = new Argument<string[]>("curl options") { Description = "What else curl shall be given, after --.", Arity = ArgumentArity.ZeroOrMore };
        var server = DnsOptions.Server();
        var ca = new Option<FileInfo?>("--ca")
        {
            Description = $"PEM file of a certificate authority to trust besides the system's, for example pebble's. Default: ${CaVariable}, else none.",
            HelpName = "file",
            DefaultValueFactory = static _ => Environment.GetEnvironmentVariable(CaVariable) is { Length: > 0 } file ? new FileInfo(file) : null,
        };
        var command = new Command("curl", "Run curl with the URL's host resolved by Plane's own DNS server.") { url, rest, server, ca };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context.Screen, new DnsClient(parsed.GetRequiredValue(server), globals.Time), parsed.GetRequiredValue(url), parsed.GetValue(ca), parsed.GetValue(rest) ?? [], stop),
            token));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, DnsClient client, Uri url, FileInfo? ca, string[] rest, CancellationToken token)
    {
        if (ca is { Exists: false })
        {
            screen.Error($"There is no file {ca.FullName}; --ca and {CaVariable} name a certificate authority's PEM file.");
            return ExitCodes.Usage;
        }

        var arguments = new List<string>(rest);
        if (url.HostNameType == UriHostNameType.Dns)
        {
            var found = await AddressesAsync(screen, client, url.IdnHost, token);
            if (found.Count == 0)
            {
                return ExitCodes.NotFound;
            }

            // Through a proxy of the environment the proxy would look the host up.
            arguments.AddRange(["--noproxy", "*", "--resolve", $"{url.IdnHost}:{url.Port}:{string.Join(',', found)}"]);
        }

        if (ca is not null)
        {
            arguments.AddRange(["--cacert", ca.FullName]);
        }

        return await CurlAsync(screen, [.. arguments, url.OriginalString], token);
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(Screen screen, DnsClient client, string host, CancellationToken token)
    {
        var found = new List<string>();
        Message? last = null;
        foreach (var type in new[] { DnsType.A, DnsType.AAAA })
        {
            last = await client.AskAsync(Dns.Question.Of(host, type), overTcp: false, token);
            found.AddRange(last.Answers.OfType<AddressRecord>().Select(static record => record.Address).Select(static address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString()));
        }

        if (found.Count == 0)
        {
            screen.Error($"Plane's DNS server has no address of {host} ({last!.Status}): {Dns.Question.ExplanationOf(last) ?? "it does not say why"}.");
        }

        return found;
    }

    /// <summary>curl has the terminal, and ends with us.</summary>
    private static async Task<int> CurlAsync(Screen screen, IEnumerable<string> arguments, CancellationToken token)
    {
        try
        {
            using var curl = Process.Start(new ProcessStartInfo("curl", arguments))!;
            await using var stop = token.Register(curl.Kill);
            await curl.WaitForExitAsync(CancellationToken.None);
            return token.IsCancellationRequested ? ExitCodes.Cancelled : curl.ExitCode;
        }
        catch (Win32Exception exception)
        {
            screen.Error($"curl cannot be run: {exception.Message.TrimEnd('.')}. Install it (Debian: apt install curl).");
            return ExitCodes.Usage;
        }
    }
}
