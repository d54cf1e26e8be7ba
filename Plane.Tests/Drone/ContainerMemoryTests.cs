using Docker.DotNet.Models;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Docker;

namespace Plane.Tests.Drone;

/// <summary>Memory by the words of both generations of cgroups (HTTP API §12.2).</summary>
public sealed class ContainerMemoryTests
{
    [Fact]
    public void The_first_generation_counts_a_hierarchy_by_its_totals()
    {
        var stats = new Dictionary<string, ulong>
        {
            ["rss"] = 9,
            ["total_rss"] = 100,
            ["total_cache"] = 50,
            ["total_active_anon"] = 70,
            ["total_active_file"] = 20,
            ["total_inactive_anon"] = 30,
            ["total_inactive_file"] = 25,
            ["inactive_file"] = 9,
            ["total_unevictable"] = 5,
        };

        Assert.Equal(new MemoryReading(135, 150, 90, 55, 5, 1000), ContainerMemory.Of(new MemoryStats { Usage = 160, Limit = 1000, Stats = stats }));
    }

    [Fact]
    public void The_second_generation_counts_the_kernel_s_share_too()
    {
        var stats = new Dictionary<string, ulong>
        {
            ["anon"] = 100,
            ["file"] = 50,
            ["kernel_stack"] = 3,
            ["sock"] = 2,
            ["slab"] = 5,
            ["active_anon"] = 70,
            ["active_file"] = 20,
            ["inactive_anon"] = 30,
            ["inactive_file"] = 25,
            ["unevictable"] = 4,
        };

        Assert.Equal(new MemoryReading(145, 160, 90, 55, 4, 1000), ContainerMemory.Of(new MemoryStats { Usage = 170, Limit = 1000, Stats = stats }));
    }

    [Fact]
    public void A_container_that_has_ended_has_no_memory_to_tell_of()
    {
        Assert.Null(ContainerMemory.Of(new MemoryStats()));
        Assert.Null(ContainerMemory.Of(null));
    }
}
