using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Measures a container. One look at a time: a stream would have the engine measure every second for nothing.</summary>
internal static class ContainerReadings
{
    /// <returns>Null where it does not run.</returns>
    public static async Task<ResourceReading?> ReadAsync(IDockerClient engine, BackendId backend, CancellationToken token)
    {
        ContainerStatsResponse? stats = null;
        try
        {
            await engine.Containers.GetContainerStatsAsync(
                ContainerName.Of(backend), new ContainerStatsParameters { Stream = false, OneShot = true }, new DirectProgress<ContainerStatsResponse>(one => stats = one), token);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }

        return ContainerMemory.Of(stats?.MemoryStats) is { } memory && stats!.CPUStats is { CPUUsage: { } usage } cpu ? new ResourceReading(memory, usage.TotalUsage, cpu.SystemUsage) : null;
    }
}
