using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Intents;

namespace Plane.Tests.Drone;

/// <summary>Keys that somebody wants renewed no more.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class RenewalTests
{
    private const string Serving = "plane/serving";
    private static readonly BackendSpec Spec = new() { Image = Serving };

    [PeerFact("nats-server", "busybox")]
    public async Task A_key_that_shall_not_be_renewed_ends_its_backend_at_the_deadline_and_no_other()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync(Runtime());
        var ending = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        var staying = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(ending, BackendStatus.Ready);
        await bench.Controller.UntilAsync(staying, BackendStatus.Ready);

        await PreventAsync(drone.Services, bench, ending.Backend);
        var ended = await bench.Controller.UntilAsync(ending, BackendStatus.Terminated);

        Assert.Equal((TerminationReason.KeyExpired, TerminationKind.Soft), (ended.Reason, ended.Kind));
        await bench.Controller.UntilFreeAsync(ending);
        Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(staying)).Status);
        await EndAsync(bench, staying);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_restarted_drone_does_not_renew_it_either()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var renewed = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Revision;
        await Poll.UntilAsync(async () => (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Revision > renewed, TimeSpan.FromSeconds(10), "a renewal");

        await PreventAsync(drone.Services, bench, spawned.Backend);
        await bench.StopDroneAsync(drone);
        var left = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry!.Revision;
        await bench.StartDroneAsync(Runtime());
        ulong last = left;
        await Poll.UntilAsync(
            async () =>
            {
                last = (await bench.Controller.Keys.ReadAsync(spawned.Key, default)).Entry?.Revision ?? last;
                return (await bench.Controller.RecordAsync(spawned)).Status == BackendStatus.Terminated;
            },
            TimeSpan.FromSeconds(20),
            "the backend to end");

        Assert.Equal(left, last);
        Assert.Equal(TerminationReason.KeyExpired, (await bench.Controller.RecordAsync(spawned)).Reason);
        await bench.Controller.UntilFreeAsync(spawned);
    }

    private static async Task EndAsync(DroneBench bench, SpawnedByHand spawned)
    {
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    private static async Task PreventAsync(IServiceProvider services, DroneBench bench, BackendId backend) =>
        Assert.True((await services.GetRequiredService<RenewalsStore>().PreventAsync(HandController.Cluster, bench.Drone, backend, default)).IsStored);

    private static string[] Runtime()
    {
        var busybox = Programs.Require("busybox");
        return ["--Plane:Drone:Runtime=process", $"--Plane:Drone:Process:Images:{Serving}=sh -c \"trap 'exit 0' TERM; {busybox} httpd -f -p $PORT -h /proc/sys/kernel/random & wait\""];
    }
}
