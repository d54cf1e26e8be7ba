using System.Globalization;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Dns;

/// <summary>A name server with the benchmark's zone.</summary>
internal sealed class NameServer(PinnedServer server) : IDisposable
{
    private const string PerSecond = "Queries per second:";
    private const string Completed = "Queries completed:";

    public string Name => server.Name;

    /// <summary>Resident set, MB.</summary>
    public double Megabytes => server.Bytes / 1e6;

    /// <summary>Returns when it answers over TCP.</summary>
    public static async Task<NameServer> StartAsync(string name, int port, string directory, string program, string[] arguments, CancellationToken cancellationToken) =>
        new(await PinnedServer.StartAsync(name, port, directory, program, arguments, cancellationToken));

    /// <summary>Answers to dnsperf on the other processor: per second, and per second of the server's processor, which others on the machine disturb less.</summary>
    public async Task<(double PerSecond, double PerCpuSecond)> MeasureAsync(string queries, int seconds, bool overTcp, CancellationToken cancellationToken)
    {
        string[] arguments = ["-s", "127.0.0.1", "-p", Text(server.Port), "-d", queries, "-l", Text(seconds), "-T", "1", "-c", "16", "-q", "500", "-m", overTcp ? "tcp" : "udp"];
        var before = server.CpuSeconds;
        var output = await PinnedServer.OutputOfAsync("dnsperf", arguments, cancellationToken);
        var cpu = server.CpuSeconds - before;
        return output.Contains(PerSecond, StringComparison.Ordinal)
            ? (NumberAfter(PerSecond, output), NumberAfter(Completed, output) / cpu)
            : throw new InvalidOperationException($"dnsperf said nothing of {Name}: {output}");
    }

    public void Dispose() => server.Dispose();

    private static double NumberAfter(string label, string output) =>
        double.Parse(output[(output.IndexOf(label, StringComparison.Ordinal) + label.Length)..].TrimStart().Split(' ', '\n')[0], CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
