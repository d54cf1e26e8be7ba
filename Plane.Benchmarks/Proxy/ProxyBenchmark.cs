using System.Globalization;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Proxy;

/// <summary>
/// Our proxy beside nginx, HAProxy, Caddy and configurable-http-proxy, turn by turn, medians of the rounds: small requests as fast as they are answered, one at a
/// time, and what an idle WebSocket costs. The proxy has one processor; load and backends have the other. Fails where a target is missed.
/// </summary>
internal static class ProxyBenchmark
{
    private const int Connections = 64;
    private const int Seconds = 4;

    /// <summary>The runtime's compiler shares the processor, and a proxy runs for days: it has done its best when so many turns did not become faster by a twentieth.</summary>
    private const int SteadyTurns = 4;

    private const int MostWarmUpTurns = 30;
    private const double Faster = 1.05;
    private const int DefaultRounds = 3;
    private const double LeastOfHaproxy = 0.9;
    private const double MostOfNginxSlow = 2;
    private const double MostAdded = 0.3;

    /// <param name="args">How many rounds, default 3; <c>requests</c> or <c>sockets</c> for that half alone.</param>
    public static async Task<int> RunAsync(string[] args, CancellationToken token)
    {
        var rounds = args.Select(static text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(static number => number > 0, DefaultRounds);
        await Debian.EnsureAsync(token, "nginx:nginx-light", "haproxy:haproxy", "caddy:caddy", "wrk:wrk", "node:nodejs", "npm:npm", "nats-server:nats-server");
        var directory = Directory.CreateTempSubdirectory("plane-benchmarks-proxy-").FullName;
        try
        {
            await using var plane = await PlaneTopology.StartAsync(directory, token);
            var contestants = new Contestants(plane, directory);
            var isQuick = args.Contains("sockets") || await RequestsAsync(plane, contestants, directory, rounds, token);
            var isSmall = args.Contains("requests") || await IdleSockets.CompareAsync(plane, contestants, token);
            return isQuick && isSmall ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <returns>Whether all targets are met.</returns>
    private static async Task<bool> RequestsAsync(PlaneTopology plane, Contestants contestants, string directory, int rounds, CancellationToken token)
    {
        using var haproxy = await contestants.HaproxyAsync(token);
        using var nginx = await contestants.NginxAsync(token);
        using var caddy = await contestants.CaddyAsync(token);
        using var node = await contestants.NodeAsync(token);
        PinnedServer[] proxies = [plane.Drone, haproxy, nginx, caddy, node];
        var load = new Load(directory, plane.Tokens);

        var warmUp = await WarmUpAsync(load, plane.Drone, token);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plane.Drone.Name} is warm after {warmUp} s"));
        var direct = await load.MeasureAsync(plane.Direct, Connections, Seconds, token);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"backend and load alone, on one processor: {direct.PerSecond:N0} requests a second"));
        var busy = await CompareAsync(load, proxies, Connections, rounds, token);
        Print(string.Create(CultureInfo.InvariantCulture, $"small requests, {Connections} connections"), proxies, busy, added: null);
        PinnedServer[] all = [.. proxies, plane.Direct];
        var single = await CompareAsync(load, all, 1, rounds, token);
        Print("small requests, one at a time", all, single, added: single[^1].Middle);
        var (ofHaproxy, ofNginx, more) = (busy[0].PerSecond / busy[1].PerSecond, busy[0].Slow / busy[2].Slow, single[0].Middle - single[^1].Middle);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"requests a second {ofHaproxy:F2} of HAProxy's (target {LeastOfHaproxy}), slowest in 100 {ofNginx:F2} of nginx's (target {MostOfNginxSlow}), added {more:F3} ms (target {MostAdded})"));
        return ofHaproxy >= LeastOfHaproxy && ofNginx <= MostOfNginxSlow && more <= MostAdded;
    }

    /// <returns>Seconds that it took.</returns>
    private static async Task<int> WarmUpAsync(Load load, PinnedServer server, CancellationToken token)
    {
        var (turns, steady, best) = (0, 0, 0.0);
        for (; turns < MostWarmUpTurns && steady < SteadyTurns; turns++)
        {
            var reached = (await load.MeasureAsync(server, Connections, Seconds, token)).PerCpuSecond;
            steady = reached > best * Faster ? 0 : steady + 1;
            best = Math.Max(best, reached);
        }

        return turns * Seconds;
    }

    /// <returns>Medians, in the order of the servers.</returns>
    private static async Task<Measured[]> CompareAsync(Load load, PinnedServer[] servers, int connections, int rounds, CancellationToken token)
    {
        var measured = servers.Select(static _ => new List<Measured>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < servers.Length; i++)
            {
                measured[i].Add(await load.MeasureAsync(servers[i], connections, Seconds, token));
            }
        }

        return [.. measured.Select(static all => new Measured(
            Median.Of(all.Select(static one => one.PerSecond)), Median.Of(all.Select(static one => one.PerCpuSecond)), Median.Of(all.Select(static one => one.Middle)), Median.Of(all.Select(static one => one.Slow))))];
    }

    private static void Print(string what, PinnedServer[] proxies, Measured[] measured, double? added)
    {
        Console.WriteLine($"{what,-32} per second Plane is  per CPU second Plane is   p50 ms   p99 ms Plane is{(added is null ? "" : "  added p50 ms")}");
        for (var i = 0; i < proxies.Length; i++)
        {
            var (ours, one) = (measured[0], measured[i]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {proxies[i].Name,-30} {one.PerSecond,10:N0} {ours.PerSecond / one.PerSecond,8:F2} {one.PerCpuSecond,15:N0} {ours.PerCpuSecond / one.PerCpuSecond,8:F2} {one.Middle,8:F3} {one.Slow,8:F3} {ours.Slow / one.Slow,8:F2}{(added is { } direct ? $" {one.Middle - direct,13:F3}" : "")}"));
        }
    }
}
