using System.Globalization;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Proxy;

/// <summary>How much a proxy grows by idle WebSockets.</summary>
internal static class IdleSockets
{
    private const int Few = 3_000;
    private const int Many = 20_000;
    private const int WarmUp = 100;
    private const double MostKilobytes = 17;

    /// <summary>Descriptors that a process needs besides.</summary>
    private const int Spare = 1_000;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    /// <summary>Sockets at most that are opened.</summary>
    public static int Most { get; } = Math.Min(Many, ((int)Descriptors() - Spare) / 2);

    /// <returns>Whether the target is met.</returns>
    public static async Task<bool> CompareAsync(PlaneTopology plane, Contestants contestants, CancellationToken token)
    {
        var many = Most;
        if (many < Many)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Many:N0} sockets need two descriptors each in a proxy; the limit here (ulimit -Hn) allows {many:N0}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"KB per idle WebSocket",-32} {$"{Few:N0} open",12} {"Plane is",9} {$"{many:N0} open",13} {"Plane is",9}"));
        var ours = await MeasureAsync(plane.Drone, plane, many, token);
        Print(plane.Drone.Name, ours, ours);
        foreach (var start in (Func<CancellationToken, Task<PinnedServer>>[])[contestants.HaproxyAsync, contestants.NginxAsync, contestants.CaddyAsync, contestants.NodeAsync])
        {
            using var server = await start(token);
            Print(server.Name, await MeasureAsync(server, plane, many, token), ours);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"target {MostKilobytes} KB"));
        return Math.Max(ours.Few, ours.Many) <= MostKilobytes;
    }

    private static async Task<(double Few, double Many)> MeasureAsync(PinnedServer server, PlaneTopology plane, int many, CancellationToken token)
    {
        using (await OpenSockets.OpenAsync(WarmUp, server.Port, $"/{plane.SocketToken}/", token))
        {
            // Code and tables that the first sockets of a process need.
        }

        await Task.Delay(Settle, TimeProvider.System, token);
        var before = server.Bytes;
        using var few = await OpenSockets.OpenAsync(Few, server.Port, $"/{plane.SocketToken}/", token);
        await Task.Delay(Settle, TimeProvider.System, token);
        var afterFew = server.Bytes;
        using var rest = await OpenSockets.OpenAsync(many - Few, server.Port, $"/{plane.SocketToken}/", token);
        await Task.Delay(Settle, TimeProvider.System, token);
        return ((afterFew - before) / 1024.0 / Few, (server.Bytes - before) / 1024.0 / many);
    }

    private static void Print(string name, (double Few, double Many) one, (double Few, double Many) ours) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-30} {one.Few,12:F1} {ours.Few / one.Few,9:F2} {one.Many,13:F1} {ours.Many / one.Many,9:F2}"));

    /// <summary>A process's own limit, to which the runtime raises itself.</summary>
    private static long Descriptors() =>
        File.ReadLines("/proc/self/limits").First(static line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[4] is var hard && long.TryParse(hard, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
