using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Executor;
using Plane.State.Buckets;

namespace Plane.Tests.Drone.Executor;

/// <summary>Backends that another program runs (HTTP API §5.8, §10.1 backend_lifecycle_socket).</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class ExecutorTests : IDisposable
{
    private static readonly BackendSpec Spec = new() { Image = "acme/room:1" };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("plane-ex-").FullName;

    private string Socket => Path.Combine(_folder, "executor.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PeerFact("nats-server")]
    public async Task A_backend_lives_its_whole_life_over_the_socket()
    {
        await using var executor = new FakeExecutor(Socket);
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        executor.Holds = "Terminate";
        await bench.TerminateAsync(spawned, TerminationKind.Soft);
        var terminate = await executor.Held.ReadAsync();
        executor.Holds = null;
        await executor.SayAsync(new JsonObject { ["id"] = terminate["id"]!.DeepClone(), ["message"] = JsonNode.Parse("""{"TerminateResult":{"Ok":true}}""") }.ToJsonString());
        await executor.EndAsync(spawned.Backend.Value, 0);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        var port = IPEndPoint.Parse(ready.Address!).Port;
        Assert.Equal(["Prepare", "Spawn", "WaitForBackend", "Terminate"], executor.Asked.Select(FakeExecutor.KindOf));
        Assert.All(executor.Asked, static request => Assert.Matches("^[A-Za-z0-9_-]{43}$", request["id"]!.GetValue<string>()));
        var spawn = executor.Payloads("Spawn")[0];
        Assert.Equal((spawned.Backend.Value, Spec.Image, spawned.Key.Name), (spawn[0]!.GetValue<string>(), spawn[1]!["image"]!.GetValue<string>(), spawn[2]!["key"]!["name"]!.GetValue<string>()));
        Assert.Null(spawn[3]);
        Assert.Equal($"""["{spawned.Backend}","127.0.0.1:{port}"]""", executor.Payloads("WaitForBackend")[0].ToJsonString());
        Assert.Equal($"""["{spawned.Backend}",false]""", terminate["message"]!["Terminate"]!.ToJsonString());
        Assert.Equal(("x-" + spawned.Backend, 0, TerminationKind.Soft, TerminationReason.External), (ended.ContainerId, ended.ExitCode, ended.Kind, ended.Reason));
        await bench.Controller.UntilFreeAsync(spawned);
        Assert.Empty(new ExecutorCards(bench.StateDirectory).All());
    }

    [PeerTheory("nats-server")]
    [InlineData("Prepare", """{"Err":"no such image"}""", BackendStatus.Loading, null, "no such image")]
    [InlineData("Spawn", """{"Err":"no room left"}""", BackendStatus.Starting, null, "no room left")]
    [InlineData("Spawn", """{"Ok":{"container_id":"x","port":0}}""", BackendStatus.Starting, null, "did not tell")]
    [InlineData("WaitForBackend", """{"Err":"StartupTimeout"}""", BackendStatus.Waiting, TerminationReason.StartupTimeout, "no HTTP answer")]
    [InlineData("WaitForBackend", """{"Err":{"Other":"it crashed"}}""", BackendStatus.Waiting, TerminationReason.InternalError, "it crashed")]
    public async Task What_the_executor_refuses_ends_the_backend_with_its_words(string kind, string answer, BackendStatus phase, TerminationReason? reason, string words)
    {
        await using var executor = new FakeExecutor(Socket);
        executor.Says[kind] = answer;
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());

        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((phase, reason), (ended.LastStatus, ended.Reason));
        Assert.Contains(words, ended.Failure!.Message, StringComparison.Ordinal);
        Assert.False(executor.Runs(spawned.Backend.Value));
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [PeerFact("nats-server")]
    public async Task Ten_requests_at_once_are_answered_in_the_opposite_order()
    {
        await using var executor = new FakeExecutor(Socket) { Holds = "Spawn" };
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());

        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bench.Controller.SpawnAsync(bench.Drone, Spec)));
        List<JsonObject> held = [];
        while (held.Count < all.Length)
        {
            held.Add(await executor.Held.ReadAsync());
        }

        foreach (var request in Enumerable.Reverse(held))
        {
            await executor.AnswerAsync(request);
        }

        foreach (var spawned in all)
        {
            var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
            Assert.Equal("x-" + spawned.Backend, ready.ContainerId);
        }

        await Task.WhenAll(all.Select(spawned => EndAsync(bench, spawned)));
    }

    [PeerFact("nats-server")]
    public async Task Rubbish_and_endless_lines_harm_nobody()
    {
        await using var executor = new FakeExecutor(Socket);
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        foreach (var line in new[] { "", "nonsense", "[]", """{"id":"unasked","message":{"SpawnResult":{"Ok":{}}}}""", """{"id":null,"message":{"TerminateEvent":{"backend_id":"nobody","exit_code":0}}}""", new string('x', 3 * 1024 * 1024) })
        {
            await executor.SayAsync(line);
        }

        await EndAsync(bench, spawned);
        Assert.Equal(1, executor.Clients);
    }

    [PeerFact("nats-server")]
    public async Task A_request_open_when_the_connection_breaks_is_repeated_where_that_is_safe_and_else_an_error()
    {
        await using var executor = new FakeExecutor(Socket) { Holds = "Prepare" };
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await executor.Held.ReadAsync();

        executor.Holds = "Spawn";
        executor.Cut();
        await executor.Held.ReadAsync();
        executor.Cut();
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((2, 1), (executor.Payloads("Prepare").Count, executor.Payloads("Spawn").Count));
        Assert.Equal(BackendStatus.Starting, ended.LastStatus);
        Assert.Contains("broke before it answered", ended.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(executor.Payloads("Terminate"), payload => payload[0]!.GetValue<string>() == spawned.Backend.Value && payload[1]!.GetValue<bool>());
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [PeerFact("nats-server")]
    public async Task An_executor_that_comes_back_late_is_found_and_what_ended_meanwhile_has_ended()
    {
        await using var executor = new FakeExecutor(Socket);
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync(Runtime());
        var stays = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        var ends = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(stays, BackendStatus.Ready);
        await bench.Controller.UntilAsync(ends, BackendStatus.Ready);

        await executor.StopAsync();
        await executor.EndAsync(ends.Backend.Value, 1, tells: false);
        await Poll.UntilAsync(() => !File.Exists(Socket), Patience, "the executor to be gone");
        executor.Start();
        var ended = await bench.Controller.UntilAsync(ends, BackendStatus.Terminated);

        Assert.Equal((null, null), (ended.ExitCode, ended.Reason));
        Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(stays)).Status);
        Assert.True(executor.Runs(stays.Backend.Value));
        await EndAsync(bench, stays);
    }

    [PeerFact("nats-server")]
    public async Task A_drone_that_crashed_takes_its_backend_back_and_hears_of_its_end()
    {
        await using var executor = new FakeExecutor(Socket);
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        var drone = await bench.StartChildAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        drone.Kill();
        await drone.WaitForExitAsync();
        await bench.StartChildAsync(Runtime());
        await Poll.UntilAsync(async () => (await bench.Controller.EntryAsync(spawned))?.Incarnation == 2, Patience, "the key to be the new life's");
        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
        await executor.EndAsync(spawned.Backend.Value, 7);
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((7, ready.ContainerId), (ended.ExitCode, ended.ContainerId));
        Assert.Single(executor.Payloads("Spawn"));
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [PeerFact("nats-server")]
    public async Task The_guard_of_a_dead_drone_has_the_executor_end_its_backend_before_the_key_is_free()
    {
        await using var executor = new FakeExecutor(Socket);
        await using var bench = await DroneBench.StartAsync(DroneBench.Ending);
        var drone = await bench.StartChildAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        drone.Kill();
        await drone.WaitForExitAsync();
        await Poll.UntilAsync(() => !executor.Runs(spawned.Backend.Value), Patience, "the guard to end the backend");

        Assert.InRange(executor.EndOf(spawned.Backend.Value), DateTimeOffset.MinValue, await bench.Controller.ExpiryAsync(spawned));
        Assert.True(executor.Payloads("Terminate")[^1][1]!.GetValue<bool>());
        await Poll.UntilAsync(() => GuardFiles.LivingGuard(bench.StateDirectory) is null, Patience, "the guard to end");
        Assert.Empty(new ExecutorCards(bench.StateDirectory).All());
    }

    [PeerFact("nats-server")]
    public async Task A_drone_frozen_with_the_executor_s_only_place_is_killed_by_its_guard_and_the_backend_is_ended()
    {
        await using var executor = new FakeExecutor(Socket);
        await using var bench = await DroneBench.StartAsync(DroneBench.Ending);
        var drone = await bench.StartChildAsync(Runtime());
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        Freeze(drone.Id);
        await Poll.UntilAsync(() => !executor.Runs(spawned.Backend.Value), Patience, "the guard to end the backend");

        Assert.InRange(executor.EndOf(spawned.Backend.Value), DateTimeOffset.MinValue, await bench.Controller.ExpiryAsync(spawned));
        await drone.WaitForExitAsync().WaitAsync(Patience);
    }

    [PeerFact("nats-server")]
    public async Task What_it_measures_is_told_like_any_other_runtime_s_and_forgotten_with_the_backend()
    {
        await using var executor = new FakeExecutor(Socket);
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync([.. Runtime(), "--Plane:Drone:MeasureSeconds=1"]);
        var runtime = drone.Services.GetRequiredService<IRuntime>();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Spec);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var nats = bench.Services.GetRequiredService<INatsConnection>();
        await using var told = await nats.SubscribeCoreAsync(
            Subjects.Metrics(HandController.Cluster, spawned.Backend), serializer: RawJson<MetricsUpdate>.Of(StateJson.Default.MetricsUpdate));
        await nats.PingAsync();

        using var patience = new CancellationTokenSource(Patience);
        var metrics = $$"""{"backend_id":"{{spawned.Backend}}","mem_used":5,"mem_total":6,"mem_active":1,"mem_inactive":2,"mem_unevictable":3,"mem_limit":9,"cpu_used":10,"sys_cpu":200}""";
        Task MeasureAsync() => executor.SayAsync("""{"id":null,"message":{"MetricsMessage":""" + metrics + "}}");
        await MeasureAsync();
        await Poll.UntilAsync(async () => await runtime.MeasureAsync(spawned.Backend, default) is { Cpu: 10 }, Patience, "the first measurement");
        // Whatever the drone saw of the first alone: the one it tells is of those between two of its looks.
        while (!told.Msgs.TryPeek(out _))
        {
            patience.Token.ThrowIfCancellationRequested();
            await MeasureAsync();
            await Task.WhenAny(told.Msgs.WaitToReadAsync(patience.Token).AsTask(), Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token));
        }

        var update = (await told.Msgs.ReadAsync(patience.Token)).Data!;
        Assert.Equal((5ul, 6ul, 1ul, 2ul, 3ul, 9ul), (update.MemUsed, update.MemTotal, update.MemActive, update.MemInactive, update.MemUnevictable, update.MemLimit));
        Assert.Equal(update.CpuUsed * 20, update.SysCpu);
        Assert.InRange(update.CpuUsed, 10ul, 1000ul);
        await EndAsync(bench, spawned);
        await Poll.UntilAsync(async () => await runtime.MeasureAsync(spawned.Backend, default) is null, Patience, "the measurement to be forgotten");
    }

    [Fact]
    public void A_socket_without_the_runtime_and_the_runtime_without_a_socket_are_faults()
    {
        string[] Faults(params string[] more) =>
            Assert.Throws<Plane.ServiceDefaults.Configuration.SettingsException>(() => Plane.Drone.DroneApp.Build(["--Plane:Drone:Id=dr-a", "--Plane:Drone:Cluster=c.test", "--Plane:Drone:StateDirectory=/tmp/x", .. more])).Message.Split('\n');

        Assert.Contains(Faults("--Plane:Drone:Runtime=executor"), static line => line.Contains("ExecutorSocket", StringComparison.Ordinal));
        Assert.Contains(Faults("--Plane:Drone:ExecutorSocket=/run/x.sock"), static line => line.Contains("ExecutorSocket", StringComparison.Ordinal));
    }

    private static void Freeze(int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-STOP", process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static async Task EndAsync(DroneBench bench, SpawnedByHand spawned)
    {
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    private string[] Runtime() => ["--Plane:Drone:Runtime=executor", $"--Plane:Drone:ExecutorSocket={Socket}"];
}
