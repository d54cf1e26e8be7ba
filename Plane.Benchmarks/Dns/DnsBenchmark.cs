using System.Globalization;
using Peers;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Dns;

/// <summary>
/// Our DNS server beside NSD, Knot and PowerDNS: the same zone of 1,000 addresses, one processor for the server and one for dnsperf, turn by turn;
/// medians of the rounds. Fails below 0.7 of NSD per CPU second for names that exist.
/// </summary>
internal static class DnsBenchmark
{
    private const double Target = 0.7;
    private const int Seconds = 4;
    private const int DefaultRounds = 3;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultRounds;
        await Debian.EnsureAsync(cancellationToken, "nsd:nsd", "knotd:knot", "pdns_server:pdns-server", "dnsperf:dnsperf", "/usr/lib/*/pdns/libbindbackend.so:pdns-backend-bind");
        var directory = Directory.CreateTempSubdirectory("plane-benchmarks-dns-");
        await using var nats = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true }, cancellationToken: cancellationToken);
        var configurations = new Configurations(directory.FullName);
        using var plane = await configurations.PlaneAsync(nats.Url, cancellationToken);
        using var nsd = await configurations.NsdAsync(cancellationToken);
        using var knot = await configurations.KnotAsync(cancellationToken);
        using var power = await configurations.PowerDnsAsync(cancellationToken);
        NameServer[] servers = [plane, nsd, knot, power];

        // The runtime's compiler needs a while to do its best.
        _ = await plane.MeasureAsync(configurations.QueriesThatExist, 2 * Seconds, overTcp: false, cancellationToken);
        var exist = await CompareAsync("UDP, names that exist", servers, rounds, configurations.QueriesThatExist, overTcp: false, cancellationToken);
        _ = await CompareAsync("UDP, names that do not", servers, rounds, configurations.QueriesThatDoNot, overTcp: false, cancellationToken);
        _ = await CompareAsync("TCP, names that exist", servers, rounds, configurations.QueriesThatExist, overTcp: true, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident set of Plane: {plane.Megabytes:F0} MB"));
        directory.Delete(recursive: true);
        return exist >= Target ? 0 : 1;
    }

    /// <returns>Ours as a part of NSD's, per CPU second.</returns>
    private static async Task<double> CompareAsync(string what, NameServer[] servers, int rounds, string queries, bool overTcp, CancellationToken token)
    {
        var measured = servers.ToDictionary(static server => server, static _ => new List<(double PerSecond, double PerCpuSecond)>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var server in servers)
            {
                measured[server].Add(await server.MeasureAsync(queries, Seconds, overTcp, token));
            }
        }

        var medians = servers.Select(server => (
            PerSecond: Median.Of(measured[server].Select(static one => one.PerSecond)),
            PerCpuSecond: Median.Of(measured[server].Select(static one => one.PerCpuSecond)))).ToArray();
        Console.WriteLine($"{what,-28}   per second  Plane is   per CPU second  Plane is");
        for (var i = 0; i < servers.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {servers[i].Name,-26} {medians[i].PerSecond,12:N0} {medians[0].PerSecond / medians[i].PerSecond,9:F2} {medians[i].PerCpuSecond,16:N0} {medians[0].PerCpuSecond / medians[i].PerCpuSecond,9:F2}"));
        }

        return medians[0].PerCpuSecond / medians[1].PerCpuSecond;
    }
}
