using System.Globalization;

namespace Plane.Drone.Agent;

/// <summary>How much of the machine is free (proc(5)). Cores are counted between two looks.</summary>
internal sealed class HostLoad
{
    private const long Kibi = 1024;
    private long _idle;
    private long _total;

    /// <summary>Null where /proc does not say.</summary>
    public static long? FreeMemoryBytes()
    {
        var line = File.ReadLines("/proc/meminfo").FirstOrDefault(static line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, var number, ..] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * Kibi : null;
    }

    /// <summary>Idle processors since the last call, as a number of cores; the first call counts since boot.</summary>
    public double? FreeCores()
    {
        // "cpu user nice system idle iowait irq softirq steal …", in ticks of all processors together.
        const int Idle = 4;
        var words = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = words.Skip(1).Take(8).Select(static word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var (idle, total) = (ticks[Idle - 1], ticks.Sum());
        var free = total > _total ? (double)(idle - _idle) / (total - _total) * Environment.ProcessorCount : (double?)null;
        (_idle, _total) = (idle, total);
        return free;
    }
}
