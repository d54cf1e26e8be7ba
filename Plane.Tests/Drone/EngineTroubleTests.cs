using System.Diagnostics;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Time;

namespace Plane.Tests.Drone;

/// <summary>What the engine did while nobody listened, and what is there that nobody asked for.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class EngineTroubleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Without the stream of events the drone looks every 30 s only.</summary>
    private static readonly TimeSpan ByEvent = TimeSpan.FromSeconds(10);

    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task An_exit_is_heard_of_over_a_stream_of_events_that_broke_and_was_opened_again()
    {
        await using var link = new EngineLink();
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync($"--DOCKER_HOST={link.Address}");
        var after = await ReadyAsync(bench);
        var meanwhile = await ReadyAsync(bench);

        link.Freeze();
        link.Break();
        await DockerAsync("kill", meanwhile.Container);
        link.Thaw();
        await EndsAsync(bench, meanwhile);
        await DockerAsync("kill", after.Container);
        await EndsAsync(bench, after);
    }

    [DockerFact("nats-server")]
    public async Task A_container_that_nobody_supervises_is_removed_by_the_sweep()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();
        var supervised = await ReadyAsync(bench);
        var stray = BackendId.New(Entropy.System);

        await DockerAsync(["run", "--detach", "--name", $"plane-{stray}", .. Labels(bench, stray), TestImage.Http.Name]);
        try
        {
            await Poll.UntilAsync(async () => (await bench.Engine.ListLabelledAsync($"dev.plane.backend={stray}")).Count == 0, Patience, "the stray container to be removed");
        }
        finally
        {
            await bench.Engine.RemoveContainersAsync($"plane-{stray}");
        }

        Assert.True(await bench.HasContainerAsync(supervised));
        Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(supervised)).Status);
    }

    private static IEnumerable<string> Labels(DroneBench bench, BackendId backend) => new[]
    {
        $"dev.plane.backend={backend}",
        $"dev.plane.cluster={HandController.Cluster}",
        $"dev.plane.drone={bench.Drone}",
        "dev.plane.incarnation=1",
        "dev.plane.key-hash=0000",
        "dev.plane.fencing-token=1",
    }.SelectMany(static label => new[] { "--label", label });

    private static async Task<SpawnedByHand> ReadyAsync(DroneBench bench)
    {
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        return spawned;
    }

    private static async Task EndsAsync(DroneBench bench, SpawnedByHand spawned)
    {
        var start = BootClock.Instance.Elapsed();
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        Assert.Equal(137, ended.ExitCode);
        Assert.InRange(BootClock.Instance.Elapsed() - start, TimeSpan.Zero, ByEvent);
    }

    private static async Task DockerAsync(params string[] arguments)
    {
        var (code, _, errors) = await ChildProcess.RunAsync(new ProcessStartInfo("docker", arguments), Patience);
        Assert.True(code == 0, errors);
    }
}
