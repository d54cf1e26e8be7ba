using Peers;
using Plane.Domain.Backends;
using Plane.Drone.Guard;
using Plane.State.Time;

namespace Plane.Tests.Drone;

/// <summary>The guard where the drone is dead and the engine does not answer.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class GuardTests
{
    [DockerFact("nats-server")]
    public async Task Past_a_silent_engine_and_a_full_disk_the_program_is_killed_at_its_deadline_by_process_id()
    {
        await using var link = new EngineLink();
        await using var bench = await DroneBench.StartAsync(DroneBench.Ending);
        await bench.Engine.EnsureAsync(TestImage.Stubborn);
        Directory.CreateDirectory(bench.StateDirectory);
        File.CreateSymbolicLink(GuardFiles.Log(bench.StateDirectory), "/dev/full");
        var drone = await bench.StartChildAsync($"--DOCKER_HOST={link.Address}");
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = TestImage.Stubborn.Name, PullPolicy = PullPolicy.Never });
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        drone.Kill();
        await drone.WaitForExitAsync();
        link.Freeze();
        var entry = new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!;
        var dying = Death.OfAsync(entry.Process!, TimeSpan.FromSeconds(60));
        var deadline = TimeProvider.System.GetUtcNow() + (entry.Deadline - BootClock.Instance.Elapsed());

        Assert.InRange(await dying, deadline, await bench.Controller.ExpiryAsync(spawned));
        Assert.NotNull(GuardFiles.LivingGuard(bench.StateDirectory));

        link.Thaw();
        await Poll.UntilAsync(async () => !await bench.HasContainerAsync(spawned), TimeSpan.FromSeconds(20), "the guard to remove the container");
        await Poll.UntilAsync(() => GuardFiles.LivingGuard(bench.StateDirectory) is null, TimeSpan.FromSeconds(20), "the guard to end");
    }
}
