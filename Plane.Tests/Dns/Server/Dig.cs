using System.Diagnostics;
using System.Globalization;
using System.Net;
using Peers;

namespace Plane.Tests.Dns.Server;

/// <summary>Asks with ISC's dig, and puts what it prints into the words of <see cref="WireCase"/>.</summary>
internal static class Dig
{
    /// <summary>Longer than two tries of 5 s over each of UDP and TCP.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<string> AskAsync(IPEndPoint server, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Programs.Require("dig"));
        foreach (var argument in (string[])
            [$"@{server.Address}", "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-r", "+noall", "+comments", "+answer", "+authority", "+additional", "+tries=2", "+time=5", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Read((await ChildProcess.RunAsync(start, Limit)).Output);
    }

    private static string Read(string output)
    {
        var (head, section, edns) = ("none", "", "");
        var records = new List<string>();
        foreach (var line in output.Split('\n'))
        {
            if (line.StartsWith(";; ->>HEADER<<-", StringComparison.Ordinal))
            {
                // The last answer counts: dig asks again where the first one tells it to.
                (head, section, edns) = (Between(line, "status: ", ","), "", "");
                records.Clear();
            }
            else if (line.StartsWith(";; flags:", StringComparison.Ordinal))
            {
                head += " " + Between(line, "flags: ", ";");
            }
            else if (line.EndsWith(" SECTION:", StringComparison.Ordinal))
            {
                section = line.Contains("ANSWER", StringComparison.Ordinal) ? "an" : line.Contains("AUTHORITY", StringComparison.Ordinal) ? "au" : "ad";
            }
            else if (line.StartsWith("; EDNS:", StringComparison.Ordinal))
            {
                edns = $"\nedns {Between(line + ";", "version: ", ",")} {Between(line, "flags:", ";").Trim()}".TrimEnd() + $" {line[(line.LastIndexOf(' ') + 1)..]}" + edns;
            }
            else if (line.StartsWith("; COOKIE:", StringComparison.Ordinal))
            {
                edns += line.Contains("(good)", StringComparison.Ordinal) ? "\ncookie good" : "\ncookie other";
            }
            else if (line.Length > 0 && line[0] != ';' && section.Length > 0)
            {
                records.Add($"{section} {Normal(line)}");
            }
        }

        return head + string.Concat(records.Order(StringComparer.Ordinal).Select(static record => "\n" + record)) + edns;
    }

    private static string Normal(string record)
    {
        var words = record.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (words is [_, _, _, "SOA", _, _, ..])
        {
            words[6] = "S";
        }

        return string.Join(' ', words);
    }

    private static string Between(string text, string from, string to)
    {
        var begin = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[begin..text.IndexOf(to, begin, StringComparison.Ordinal)];
    }
}
