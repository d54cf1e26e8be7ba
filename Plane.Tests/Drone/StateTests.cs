using System.Collections.Immutable;
using System.Text.Json;
using Peers;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.State.Buckets;

namespace Plane.Tests.Drone;

/// <summary>What NATS clients read of a backend's life: its states, and Plane's own words among its lines.</summary>
public sealed class StateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [PeerFact("nats-server", "busybox")]
    public async Task A_life_is_told_from_loading_to_its_end_and_a_failed_start_says_why()
    {
        await using var bench = await DroneBench.StartAsync();
        var busybox = Programs.Require("busybox");
        await bench.StartDroneAsync(
            "--Plane:Drone:Runtime=process",
            "--Plane:Drone:ProbeSeconds=2",
            $"--Plane:Drone:Process:Images:plane/serving=sh -c \"trap 'exit 0' TERM; {busybox} httpd -f -p $PORT -h /proc/sys/kernel/random & wait\"",
            "--Plane:Drone:Process:Images:plane/ends=sh -c \"echo 'cannot open the document' >&2; exit 2\"",
            "--Plane:Drone:Process:Images:plane/silent=sleep 1000");

        var stopped = bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/serving" });
        var swept = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/serving" }, new BackendLimits(MaxIdleSeconds: 1));
        var ends = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/ends" });
        var silent = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/silent" });
        var missing = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/nowhere" });
        await bench.Controller.UntilAsync(await stopped, BackendStatus.Ready);
        await bench.TerminateAsync(await stopped, TerminationKind.Soft);

        await ToldAsync(bench, await stopped, "Loading Starting Ready Terminated");
        await ToldAsync(bench, swept, "Loading Starting Ready Swept");
        await ToldAsync(bench, ends, "Loading Starting ErrorStarting");
        await ToldAsync(bench, silent, "Loading Starting TimedOutBeforeReady");
        await ToldAsync(bench, missing, "Loading ErrorLoading");
        Assert.Equal(["cannot open the document", "The program ended before it answered.", "Backend exit code: 2"], (await LinesAsync(bench, ends)).Select(static line => line.Text));
        Assert.Equal([BackendLogKind.Stderr, BackendLogKind.Meta, BackendLogKind.Meta], (await LinesAsync(bench, ends)).Select(static line => line.Kind));
        Assert.Contains("plane/nowhere", Assert.Single(await LinesAsync(bench, missing)).Text, StringComparison.Ordinal);
        Assert.Equal("Backend exit code: 0", Assert.Single(await LinesAsync(bench, swept)).Text);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task A_program_that_ends_by_itself_after_it_was_ready_has_failed_or_exited_by_its_exit_code()
    {
        await using var bench = await DroneBench.StartAsync();
        var flag = Path.Combine(Path.GetTempPath(), $"plane-end-{Guid.NewGuid():N}");
        await bench.StartDroneAsync(
            "--Plane:Drone:Runtime=process",
            $"--Plane:Drone:Process:Images:plane/ending=sh -c \"{Programs.Require("busybox")} httpd -f -p $PORT -h /proc/sys/kernel/random & while [ ! -e $FLAG ]; do sleep 0.1; done; kill $!; exit $CODE\"");
        var spawned = new List<(SpawnedByHand Backend, string Course)>();
        foreach (var (code, end) in new[] { ("1", "Failed"), ("0", "Exited") })
        {
            var environment = ImmutableSortedDictionary<string, string>.Empty.Add("FLAG", flag).Add("CODE", code);
            spawned.Add((await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/ending", Environment = environment }), $"Loading Starting Ready {end}"));
        }

        foreach (var (backend, _) in spawned)
        {
            await bench.Controller.UntilAsync(backend, BackendStatus.Ready);
        }

        await File.WriteAllTextAsync(flag, "");

        foreach (var (backend, course) in spawned)
        {
            await ToldAsync(bench, backend, course);
        }

        File.Delete(flag);
    }

    [PeerFact("nats-server", "busybox")]
    public async Task What_a_killed_drone_had_not_told_its_next_life_tells()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartChildAsync("--Plane:Drone:Runtime=process", $"--Plane:Drone:Process:Images:plane/serving=sh -c \"{Programs.Require("busybox")} httpd -f -p $PORT -h /proc/sys/kernel/random & wait\"");
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane/serving" });
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        await ToldAsync(bench, spawned, "Loading Starting Ready");
        drone.Kill();
        await drone.WaitForExitAsync();
        await bench.Controller.PurgeAsync(PlaneBuckets.StatusStream, Subjects.Status(spawned.Backend));

        await bench.StartChildAsync("--Plane:Drone:Runtime=process", "--Plane:Drone:Process:Images:plane/serving=true");

        // Where the machine was so slow that the lease was over, it is lost.
        await Poll.UntilAsync(async () => (await StatesAsync(bench, spawned)).Length >= "Loading Starting Ready".Length, Patience, "the states to be told again");
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await Poll.UntilAsync(async () => (await StatesAsync(bench, spawned)).Length > "Loading Starting Ready".Length, Patience, "the end to be told");
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        Assert.Equal($"Loading Starting Ready {(ended.Reason == TerminationReason.Lost ? "Lost" : "Terminated")}", await StatesAsync(bench, spawned));
    }

    private static async Task ToldAsync(DroneBench bench, SpawnedByHand spawned, string states)
    {
        var told = "";
        await Poll.UntilAsync(async () => (told = await StatesAsync(bench, spawned)).Length >= states.Length, Patience, $"{states} of {spawned.Backend}");
        Assert.Equal(states, told);
    }

    private static async Task<string> StatesAsync(DroneBench bench, SpawnedByHand spawned) => string.Join(
        ' ',
        (await bench.Controller.StoredAsync(PlaneBuckets.StatusStream, Subjects.Status(spawned.Backend))).Select(static json => JsonSerializer.Deserialize(json, NatsJson.Default.BackendStateMessage)!.State));

    private static async Task<List<BackendLogMessage>> LinesAsync(DroneBench bench, SpawnedByHand spawned)
    {
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        return [.. (await bench.Controller.StoredAsync(PlaneBuckets.LogStream, Subjects.Log(spawned.Backend))).Select(static json => JsonSerializer.Deserialize(json, NatsJson.Default.BackendLogMessage)!)];
    }
}
