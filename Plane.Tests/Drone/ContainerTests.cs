using Docker.DotNet;
using Docker.DotNet.Models;
using Peers;
using Plane.Domain.Backends;

namespace Plane.Tests.Drone;

/// <summary>What a backend's container is like, as the engine and the kernel see it.</summary>
public sealed class ContainerTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task Limits_reach_the_engine_and_the_kernel()
    {
        await using var bench = await BenchAsync();
        var limits = new ResourceLimits(CpuPeriodMicroseconds: 1_000_000, CpuPeriodPercent: 80, CpuTimeLimitSeconds: 100, MemoryLimitBytes: 10_000_000, DiskLimitBytes: null);

        var seen = await InspectAsync(bench, Serving with { Limits = limits });
        var kernel = await File.ReadAllTextAsync($"/proc/{seen.State.Pid}/limits");

        Assert.Equal((1_000_000, 800_000, 10_000_000), (seen.HostConfig.CPUPeriod, seen.HostConfig.CPUQuota, seen.HostConfig.Memory));
        Assert.Matches(@"Max cpu time\s+100\s+100\s+seconds", kernel);
    }

    [DockerFact("nats-server")]
    public async Task A_mount_makes_its_folder_below_the_drone_s_base()
    {
        await using var bench = await BenchAsync();

        var seen = await InspectAsync(bench, Serving with { Mount = "rooms/one" });

        var mount = Assert.Single(seen.Mounts);
        Assert.Equal((Path.Combine(bench.StateDirectory, "rooms/one"), "/plane-data"), (mount.Source, mount.Destination));
        Assert.True(Directory.Exists(mount.Source));
    }

    [DockerFact("nats-server")]
    public async Task A_named_network_is_joined_and_without_a_name_the_engine_s_own()
    {
        await using var bench = await BenchAsync();
        using var client = Client();
        var name = $"plane-test-{Guid.NewGuid():N}";
        var network = await client.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = name });
        try
        {
            var named = await InspectAsync(bench, Serving with { Network = name });
            var plain = await InspectAsync(bench, Serving);

            Assert.Equal([name], named.NetworkSettings.Networks.Keys);
            Assert.Equal(["bridge"], plain.NetworkSettings.Networks.Keys);
            await bench.Engine.RemoveContainersAsync(named.Name.TrimStart('/'));
        }
        finally
        {
            await client.Networks.DeleteNetworkAsync(network.ID);
        }
    }

    private static DockerClient Client() => new DockerClientConfiguration(DockerEngine.Endpoint).CreateClient();

    private static async Task<DroneBench> BenchAsync()
    {
        var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync($"--Plane:Drone:MountBase={bench.StateDirectory}");
        return bench;
    }

    private static async Task<ContainerInspectResponse> InspectAsync(DroneBench bench, BackendSpec spec)
    {
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        using var client = Client();
        return await client.Containers.InspectContainerAsync(spawned.Container);
    }
}
