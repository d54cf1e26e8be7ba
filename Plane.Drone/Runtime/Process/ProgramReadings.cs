using System.Globalization;

namespace Plane.Drone.Runtime.Process;

/// <summary>Measures a program and all that it started, by what the kernel tells of processes (proc(5)).</summary>
internal static class ProgramReadings
{
    private const ulong NanosecondsPerTick = 10_000_000;
    private const ulong BytesPerKilobyte = 1024;
    private const int UserTime = 11;
    private const int ChildrenSystemTime = 14;

    /// <returns>Null where it does not run.</returns>
    public static ResourceReading? Read(ProgramFolder folder)
    {
        ulong cpu = 0;
        ulong anonymous = 0;
        ulong file = 0;
        ulong locked = 0;
        var members = ProgramGroup.Members(folder);
        foreach (var (id, fields) in members)
        {
            // With what ended children have used, so that the sum never falls.
            for (var field = UserTime; field <= ChildrenSystemTime; field++)
            {
                cpu += ulong.Parse(fields[field], CultureInfo.InvariantCulture) * NanosecondsPerTick;
            }

            var status = Kilobytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/status"));
            anonymous += status.GetValueOrDefault("RssAnon");
            file += status.GetValueOrDefault("RssFile") + status.GetValueOrDefault("RssShmem");
            locked += status.GetValueOrDefault("VmLck");
        }

        // No cgroup, so nothing is known to be inactive, and the limit is the machine's.
        return members.Count == 0
            ? null
            : new ResourceReading(
                new MemoryReading(anonymous + file, anonymous + file, anonymous + file, 0, locked, Kilobytes("/proc/meminfo").GetValueOrDefault("MemTotal")), cpu, SystemCpu());
    }

    /// <summary>The values given in kB, in bytes.</summary>
    private static Dictionary<string, ulong> Kilobytes(string path)
    {
        var values = new Dictionary<string, ulong>(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                if (line.Split(':') is [var name, var value] && value.EndsWith("kB", StringComparison.Ordinal) && ulong.TryParse(value.AsSpan(0, value.Length - 2).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    values[name] = number * BytesPerKilobyte;
                }
            }
        }
        catch (IOException)
        {
            // It ended between the listing and the look.
            return values;
        }

        return values;
    }

    /// <summary>The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal; guests are in the first two.</summary>
    private static ulong SystemCpu()
    {
        const int Fields = 8;
        var line = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return line.Skip(1).Take(Fields).Aggregate(0UL, static (sum, field) => sum + (ulong.Parse(field, CultureInfo.InvariantCulture) * NanosecondsPerTick));
    }
}
