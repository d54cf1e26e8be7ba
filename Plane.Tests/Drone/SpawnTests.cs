using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Keys;

namespace Plane.Tests.Drone;

/// <summary>The straight path and its failures, on a real engine.</summary>
public sealed class SpawnTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task A_spawned_backend_becomes_ready_answers_and_stops_when_idle()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: 1));
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        using var client = new HttpClient();
        var environment = await client.GetStringAsync($"http://{ready.Address}/cgi-bin/env");
        var held = await bench.Controller.EntryAsync(spawned);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Contains($"SESSION_BACKEND_ID={spawned.Backend}", environment, StringComparison.Ordinal);
        Assert.Contains($"SESSION_BACKEND_FENCING_TOKEN={held!.FencingToken}", environment, StringComparison.Ordinal);
        Assert.Equal(KeyEntryState.Held, held.State);
        Assert.Equal((TerminationReason.Swept, TerminationKind.Soft, 0), (ended.Reason, ended.Kind, ended.ExitCode));
        Assert.False(await bench.HasContainerAsync(spawned));
        await bench.Controller.UntilFreeAsync(spawned);
        await Poll.UntilAsync(async () => (await bench.Controller.ReadyDroneAsync(bench.Drone)).Running == 0, TimeSpan.FromSeconds(10), "the drone to have nothing running");
    }

    [DockerFact("nats-server")]
    public async Task A_program_that_ends_while_it_starts_leaves_exit_code_and_last_lines()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Exits);
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = TestImage.Exits.Name });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((3, null, null), (ended.ExitCode, ended.Reason, ended.Kind));
        Assert.Equal(BackendStatus.Waiting, ended.LastStatus);
        Assert.Contains("exit code 3", ended.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("cannot open the document", ended.Failure.LogLines);
        Assert.False(await bench.HasContainerAsync(spawned));
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [DockerFact("nats-server")]
    public async Task A_program_that_never_listens_is_ended_at_the_probe_limit()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Silent);
        await bench.StartDroneAsync("--Plane:Drone:ProbeSeconds=2");

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = TestImage.Silent.Name });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((TerminationReason.StartupTimeout, TerminationKind.Hard), (ended.Reason, ended.Kind));
        Assert.Contains("not going to listen", ended.Failure!.LogLines);
        Assert.False(await bench.HasContainerAsync(spawned));
    }

    [DockerFact("nats-server")]
    public async Task Without_the_image_and_without_leave_to_pull_it_says_so()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "plane-test/nowhere:1", PullPolicy = PullPolicy.Never });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((BackendStatus.Loading, null), (ended.LastStatus, ended.Reason));
        Assert.Contains("plane-test/nowhere:1", ended.Failure!.Message, StringComparison.Ordinal);
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [DockerFact("nats-server")]
    public async Task A_pull_that_fails_ends_with_the_registry_s_words()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = "127.0.0.1:1/nobody/home:1" });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal(BackendStatus.Loading, ended.Failure!.Phase);
        Assert.Contains("Pulling 127.0.0.1:1/nobody/home:1 failed", ended.Failure.Message, StringComparison.Ordinal);
    }

    [DockerFact("nats-server")]
    public async Task A_mount_that_leaves_its_base_is_refused()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync($"--Plane:Drone:MountBase={bench.StateDirectory}");

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving with { Mount = "../elsewhere" });
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Contains("'../elsewhere' is refused", ended.Failure!.Message, StringComparison.Ordinal);
    }

    [DockerFact("nats-server")]
    public async Task A_spawn_for_another_life_of_the_drone_is_refused_and_touches_nothing()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();

        var (spawned, message) = await bench.Controller.ReserveAsync(bench.Drone, Serving, new BackendLimits());
        var reply = await bench.Controller.SendAsync(message with { Incarnation = message.Incarnation + 1 });

        Assert.False(reply.Accepted);
        Assert.Equal(KeyEntryState.Reserved, (await bench.Controller.EntryAsync(spawned))!.State);
    }

    [DockerFact("nats-server")]
    public async Task A_reservation_that_was_replaced_is_not_taken()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();

        var (spawned, message) = await bench.Controller.ReserveAsync(bench.Drone, Serving, new BackendLimits());
        var entry = (await bench.Controller.EntryAsync(spawned))!;
        await bench.Controller.Keys.ReplaceAsync(spawned.Key, entry, message.Reservation, "replaced", default);
        var reply = await bench.Controller.SendAsync(message);

        Assert.False(reply.Accepted);
        Assert.Equal(KeyEntryState.Reserved, (await bench.Controller.EntryAsync(spawned))!.State);
    }

    [DockerFact("nats-server")]
    public async Task A_record_that_was_ended_meanwhile_gives_the_key_back()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();

        var (spawned, message) = await bench.Controller.ReserveAsync(bench.Drone, Serving, new BackendLimits());
        var record = await bench.Controller.RecordAsync(spawned);
        await bench.Controller.Records.UpdateAsync(record with { Status = BackendStatus.Terminated }, message.Record, default);
        var reply = await bench.Controller.SendAsync(message);

        Assert.False(reply.Accepted);
        Assert.Null(await bench.Controller.EntryAsync(spawned));
        Assert.False(await bench.HasContainerAsync(spawned));
    }

    [DockerFact("nats-server")]
    public async Task A_repeated_spawn_is_answered_like_the_first()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await bench.StartDroneAsync();

        var (spawned, message) = await bench.Controller.ReserveAsync(bench.Drone, Serving, new BackendLimits());
        var replies = await Task.WhenAll(bench.Controller.SendAsync(message), bench.Controller.SendAsync(message));
        var later = await bench.Controller.SendAsync(message);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        Assert.All([.. replies, later], static reply => Assert.True(reply.Accepted, reply.Refusal));
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }
}
