using System.Globalization;
using System.Text.RegularExpressions;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Proxy;

/// <summary>Requests by wrk on the other processor, as many as are answered, over connections that stay; each next one by another token.</summary>
internal sealed partial class Load
{
    private readonly string _script;

    public Load(string directory, IEnumerable<string> tokens)
    {
        var paths = Path.Combine(directory, "paths.txt");
        File.WriteAllLines(paths, tokens.Select(static token => $"/{token}/hello"));
        _script = Path.Combine(directory, "load.lua");
        File.WriteAllText(_script, $$"""
            local requests, count, at = {}, 0, 0
            function init()
              for path in io.lines("{{paths}}") do count = count + 1; requests[count] = wrk.format("GET", path) end
            end
            function request()
              at = at % count + 1
              return requests[at]
            end

            """);
    }

    /// <exception cref="InvalidOperationException">Something else than 200 was answered, or a connection broke.</exception>
    public async Task<Measured> MeasureAsync(PinnedServer server, int connections, int seconds, CancellationToken token)
    {
        var before = server.CpuSeconds;
        var output = await PinnedServer.OutputOfAsync(
            "wrk",
            ["-t1", Text($"-c{connections}"), Text($"-d{seconds}s"), "--latency", "--timeout", "30s", "-s", _script, "-H", Text($"Host: localhost:{server.Port}"), Text($"http://127.0.0.1:{server.Port}/")],
            token);
        var cpu = server.CpuSeconds - before;
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not everything was answered by {server.Name}: {output}");
        }

        var requests = double.Parse(Requests().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        return new Measured(
            double.Parse(PerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), cpu > 0 ? requests / cpu : 0, Milliseconds(Middle().Match(output)), Milliseconds(Slowest().Match(output)));
    }

    private static double Milliseconds(Match match) =>
        double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in ")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Middle();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Slowest();
}
