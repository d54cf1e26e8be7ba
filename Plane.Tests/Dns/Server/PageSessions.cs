using System.Diagnostics;
using System.Text.RegularExpressions;
using Peers;

namespace Plane.Tests.Dns.Server;

/// <summary>What a page shows on a terminal: commands behind a prompt, each with its output.</summary>
internal static partial class PageSessions
{
    private const string Prompt = "$ ";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Commands, each with the lines up to the next.</summary>
    public static IEnumerable<(string Command, string[] Output)> Of(string page)
    {
        foreach (var block in page.Split("```\n").Where(static part => part.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            foreach (var session in ("\n" + block).Split("\n" + Prompt, StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = session.Split('\n');
                yield return (lines[0], lines[1..]);
            }
        }
    }

    /// <summary>Runs each and compares what it prints with the page.</summary>
    /// <param name="here">What on the page stands for what is there now.</param>
    public static async Task CheckAsync(IEnumerable<(string Command, string[] Output)> sessions, params (string There, string Here)[] here)
    {
        foreach (var (command, output) in sessions)
        {
            var expected = Comparable(output.Select(line => Here(line, here)));
            Assert.Equal((command, string.Join('\n', expected)), (command, string.Join('\n', await RunAsync(command, here))));
        }
    }

    /// <summary>The lines that a command prints, without what is each time's own.</summary>
    public static async Task<string[]> RunAsync(string command, params (string There, string Here)[] here)
    {
        var changed = Here(command, here).Replace("./plane ", $"dotnet exec '{typeof(Plane.Cli.ExitCodes).Assembly.Location}' ", StringComparison.Ordinal);
        var (_, output, errors) = await ChildProcess.RunAsync(new ProcessStartInfo("bash", ["-c", changed]), Limit);
        return Comparable((output + errors).Split('\n'));
    }

    private static string Here(string text, (string There, string Here)[] here) => here.Aggregate(text, static (text, one) => text.Replace(one.There, one.Here, StringComparison.Ordinal));

    /// <summary>Serials, ids, times and keys are each time's own, and name servers are told in turn.</summary>
    private static string[] Comparable(IEnumerable<string> lines) =>
        [.. lines.Where(static line => line.Length > 0).Select(static line => Passing().Replace(line, "N").TrimEnd()).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\b[0-9]{10}\b|(?<=id: )[0-9]+|20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:.]+|[A-Za-z0-9+/]{43}=")]
    private static partial Regex Passing();
}
