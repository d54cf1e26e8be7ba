using System.Globalization;
using Peers;
using Plane.Contracts.Drones;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Guard;
using Plane.Drone.Routing;
using Plane.Drone.Runtime.Process;

namespace Plane.Tests.Drone;

/// <summary>The same lifecycle without an engine.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class ProcessRuntimeTests
{
    private const string Serving = "plane/serving";
    private static readonly BackendSpec Spec = new() { Image = Serving };

    [PeerFact("nats-server", "busybox")]
    public async Task A_program_becomes_ready_answers_and_stops_when_idle()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec, new BackendLimits(MaxIdleSeconds: 1));
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://{ready.Address}/"));
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((TerminationReason.Swept, TerminationKind.Soft, 0), (ended.Reason, ended.Kind, ended.ExitCode));
        Assert.False(Directory.Exists(FolderOf(bench, spawned).FullPath));
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_spawn_that_meets_no_guard_waits_for_the_next_one()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());
        var guard = GuardFiles.LivingGuard(bench.StateDirectory)!;
        await ProcessSignals.KillAsync(guard.Id);
        await Poll.UntilAsync(() => GuardFiles.LivingGuard(bench.StateDirectory) != guard, TimeSpan.FromSeconds(20), "the guard to be gone");

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec, new BackendLimits(MaxIdleSeconds: 1));

        Assert.NotEqual(guard, GuardFiles.LivingGuard(bench.StateDirectory)!);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_drone_says_why_a_backend_is_alive_and_when_it_would_stop()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec, new BackendLimits(MaxIdleSeconds: 60, LifetimeSeconds: 3600));
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        ActivityView idle = null!;
        await Poll.UntilAsync(async () => (idle = (await bench.Controller.ActivityAsync(bench.Drone, spawned.Backend))!).IdleMilliseconds is not null, TimeSpan.FromSeconds(20), "its idleness to be counted");
        var facts = new ConnectionFacts("203.0.113.9", RouteKind.Token, "GET", "/doc", "curl/8");
        using var open = ((ConnectionLedger)drone.Services.GetService(typeof(ConnectionLedger))!).Enter(spawned.Backend, facts);
        var used = (await bench.Controller.ActivityAsync(bench.Drone, spawned.Backend))!;
        var unknown = await bench.Controller.ActivityAsync(bench.Drone, BackendId.Parse("nobody"));

        Assert.Equal((0, "idle limit"), (idle.Open, idle.Why));
        Assert.InRange(idle.StopsInMilliseconds!.Value, 1, 60_000);
        Assert.NotNull(idle.IdleMilliseconds);
        Assert.InRange(idle.LifetimeLeftMilliseconds!.Value, 3_500_000, 3_600_000);
        Assert.Equal((1, "lifetime limit", null), (used.Open, used.Why, used.IdleMilliseconds));
        Assert.Equal(new ConnectionView("203.0.113.9", "token", "GET", "/doc", "curl/8", used.Connections[0].AgeMilliseconds, used.Connections[0].QuietMilliseconds), Assert.Single(used.Connections));
        Assert.Null(unknown);
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_program_that_ends_leaves_exit_code_and_last_lines()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync([.. Runtime(), "--Plane:Drone:Process:Images:plane/exits=sh -c \"echo no document; exit 3\""]);

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/exits" });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal(3, ended.ExitCode);
        Assert.Equal("no document", Assert.Single(ended.Failure!.LogLines));
    }

    [PeerFact("nats-server", "busybox")]
    public async Task An_image_without_a_command_says_so()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/unknown" });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal(BackendStatus.Loading, ended.LastStatus);
        Assert.Contains("plane/unknown", ended.Failure!.Message, StringComparison.Ordinal);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_drone_that_crashed_takes_its_program_back()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        var drone = await bench.StartChildAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var leader = ProgramGroup.Leader(FolderOf(bench, spawned));

        drone.Kill();
        await drone.WaitForExitAsync();
        await bench.StartChildAsync(Runtime());
        await Poll.UntilAsync(async () => (await bench.Controller.EntryAsync(spawned))?.Incarnation == 2, TimeSpan.FromSeconds(20), "the key to be the new life's");
        await bench.TerminateAsync(spawned, TerminationKind.Soft);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.NotNull(leader);
        Assert.Equal((0, ready.ContainerId), (ended.ExitCode, ended.ContainerId));
        Assert.False(leader.IsAlive);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_drone_left_dead_has_its_program_killed_by_the_guard()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Ending);
        var drone = await bench.StartChildAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var leader = ProgramGroup.Leader(FolderOf(bench, spawned))!;

        var dying = Death.OfAsync(leader, TimeSpan.FromSeconds(60));
        drone.Kill();
        await drone.WaitForExitAsync();

        Assert.InRange(await dying, DateTimeOffset.MinValue, await bench.Controller.ExpiryAsync(spawned));
        await Poll.UntilAsync(() => GuardFiles.LivingGuard(bench.StateDirectory) is null, TimeSpan.FromSeconds(20), "the guard to end");
    }

    private static ProgramFolder FolderOf(DroneBench bench, SpawnedByHand spawned) => ProgramFolder.Of(bench.StateDirectory, spawned.Backend);

    private static string[] Runtime()
    {
        // A shell that serves and ends at SIGTERM with 0, as the images of the engine's tests do.
        var busybox = Programs.Require("busybox");
        var script = string.Create(CultureInfo.InvariantCulture, $"trap 'exit 0' TERM; {busybox} httpd -f -p $PORT -h /proc/sys/kernel/random & wait");
        return ["--Plane:Drone:Runtime=process", $"--Plane:Drone:Process:Images:{Serving}=sh -c \"{script}\""];
    }
}
