using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone;
using Plane.State.Intents;

namespace Plane.Tests.Drone;

/// <summary>What a drone does when it shall take no more.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class DrainTests
{
    private const string Serving = "plane/serving";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [PeerFact("nats-server", "busybox")]
    public async Task A_drain_keeps_what_runs_refuses_the_new_survives_a_restart_and_can_be_undone()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync(Runtime());
        var drains = drone.Services.GetRequiredService<DrainsStore>();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = Serving });
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var (_, late) = await bench.Controller.ReserveAsync(bench.Drone, new BackendSpec { Image = Serving }, new BackendLimits());

        Assert.True((await drains.WantAsync(HandController.Cluster, bench.Drone, Entropy.System.Letters(14), default)).IsStored);
        await UntilAsync(bench, DroneState.Draining);
        var refused = await bench.Controller.SendAsync(late);
        Assert.Equal((false, "the drone is Draining"), (refused.Accepted, refused.Refusal));
        Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(spawned)).Status);

        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        var life = (await UntilAsync(bench, DroneState.Drained)).Incarnation;

        await bench.StopDroneAsync(drone);
        await using var again = DroneApp.Build(bench.Arguments(null, Runtime()));
        await again.StartAsync();
        await UntilAsync(bench, DroneState.Drained, record => record.Incarnation > life);

        drains = again.Services.GetRequiredService<DrainsStore>();
        var drain = (await drains.ReadAsync(HandController.Cluster, bench.Drone, default)).Entry!;
        Assert.True((await drains.UndoAsync(HandController.Cluster, bench.Drone, drain.Revision, default)).IsStored);
        await UntilAsync(bench, DroneState.Ready);
        var next = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = Serving });
        await bench.Controller.UntilAsync(next, BackendStatus.Ready);
        await bench.TerminateAsync(next, TerminationKind.Hard);
        await bench.Controller.UntilAsync(next, BackendStatus.Terminated);
        await again.StopAsync();
    }

    private static async Task<DroneRecord> UntilAsync(DroneBench bench, DroneState state, Func<DroneRecord, bool>? also = null)
    {
        DroneRecord? record = null;
        await Poll.UntilAsync(
            async () => (record = (await bench.Controller.Drones.ReadAsync(HandController.Cluster, bench.Drone, default)).Entry?.Value)?.State == state && also?.Invoke(record) != false,
            Limit,
            $"the drone to be {state}");
        return record!;
    }

    private static string[] Runtime()
    {
        var busybox = Programs.Require("busybox");
        return ["--Plane:Drone:Runtime=process", $"--Plane:Drone:Process:Images:{Serving}=sh -c \"trap 'exit 0' TERM; {busybox} httpd -f -p $PORT -h /proc/sys/kernel/random & wait\""];
    }
}
