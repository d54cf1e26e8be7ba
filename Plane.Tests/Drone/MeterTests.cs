using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Tests.Drone;

/// <summary>What a drone measures of containers and of programs.</summary>
public sealed class MeterTests
{
    private const ulong Megabyte = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [DockerFact("nats-server")]
    public async Task A_container_s_memory_and_processor_time_are_published_in_both_forms()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync("--Plane:Drone:MeasureSeconds=1");
        var spec = new BackendSpec { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never, Limits = new ResourceLimits(MemoryLimitBytes: 64 * (long)Megabyte) };

        await MeasuredAsync(bench, spec, static metrics => metrics.MemLimit == 64 * Megabyte);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_program_s_too_with_all_that_it_has_started()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(
            "--Plane:Drone:MeasureSeconds=1",
            "--Plane:Drone:Runtime=process",
            $"--Plane:Drone:Process:Images:plane/busy=sh -c \"{Programs.Require("busybox")} httpd -f -p $PORT -h /proc/sys/kernel/random & sh -c 'while :; do :; done' & wait\"");

        // A loop in a child of a child: its time is the backend's.
        await MeasuredAsync(bench, new BackendSpec { Image = "plane/busy" }, static metrics => metrics is { CpuUsed: > 1_000_000, MemLimit: > 64 * Megabyte });
    }

    private static async Task MeasuredAsync(DroneBench bench, BackendSpec spec, Func<MetricsUpdate, bool> isAsExpected)
    {
        await using var nats = new NatsConnection(new NatsOpts { Url = bench.Server.Url, SerializerRegistry = NatsClientDefaultSerializerRegistry.Default });
        await using var stats = await nats.SubscribeCoreAsync("cluster.*.backend.*.stats", serializer: RawJson<BackendStatsMessage>.Of(NatsJson.Default.BackendStatsMessage));
        await using var updates = await nats.SubscribeCoreAsync("cluster.*.backend.*.metrics", serializer: RawJson<MetricsUpdate>.Of(StateJson.Default.MetricsUpdate));
        await nats.PingAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        using var limit = new CancellationTokenSource(Patience);
        var told = await stats.Msgs.ReadAsync(limit.Token);
        var update = await updates.Msgs.ReadAsync(limit.Token);
        while (!isAsExpected(update.Data!))
        {
            update = await updates.Msgs.ReadAsync(limit.Token);
        }

        Assert.Equal(Subjects.Stats(HandController.Cluster, spawned.Backend), told.Subject);
        Assert.Equal((HandController.Cluster, bench.Drone, spawned.Backend), (told.Data!.Cluster, told.Data.DroneId, told.Data.BackendId));
        Assert.InRange(told.Data.MemUsed, 1UL, 64 * Megabyte);
        Assert.True(told.Data.MemAvailable > 0);
        Assert.True(update.Data!.SysCpu > update.Data.CpuUsed);
        Assert.True(update.Data.MemTotal > 0 && update.Data.MemActive + update.Data.MemInactive > 0);
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        Assert.Equal(new MetricsReply(false, null), await bench.Controller.MetricsAsync(bench.Drone, BackendId.Parse("nobody")));
    }
}
