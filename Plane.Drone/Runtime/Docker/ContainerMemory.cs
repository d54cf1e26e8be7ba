using Docker.DotNet.Models;

namespace Plane.Drone.Runtime.Docker;

/// <summary>A container's memory by the counters of cgroup v1 or v2, which go by different names.</summary>
internal static class ContainerMemory
{
    /// <returns>Null where the engine says nothing: the container has ended.</returns>
    public static MemoryReading? Of(MemoryStats? memory)
    {
        if (memory is not { Usage: > 0, Stats: { } stats })
        {
            return null;
        }

        // v2 has "anon" where v1 has the sums of a hierarchy as "total_…".
        var isV2 = stats.ContainsKey("anon");
        var prefix = isV2 ? "" : "total_";
        var inactiveFile = Get(prefix + "inactive_file");
        return new MemoryReading(
            memory.Usage > inactiveFile ? memory.Usage - inactiveFile : 0,
            isV2 ? Get("file") + Get("anon") + Get("kernel_stack") + Get("sock") + Get("slab") : Get("total_rss") + Get("total_cache"),
            Get(prefix + "active_anon") + Get(prefix + "active_file"),
            Get(prefix + "inactive_anon") + inactiveFile,
            Get(prefix + "unevictable"),
            memory.Limit);

        ulong Get(string name) => stats.TryGetValue(name, out var value) ? value : 0;
    }
}
