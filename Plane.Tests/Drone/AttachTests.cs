using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Drone.Attach;
using Plane.Drone.Guard;
using Plane.State.Buckets;
using Plane.State.Conduits;
using Plane.Tests.Scenarios;

namespace Plane.Tests.Drone;

/// <summary>What a drone does for a controller over a conduit.</summary>
public sealed class AttachTests
{
    /// <summary>Several tries to kill: an HTTP client by itself asks four times over connections that break.</summary>
    private const int Refusals = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [DockerFact("nats-server")]
    public async Task A_program_whose_controller_falls_silent_is_killed()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync();
        var spawned = await ReadyAsync(bench);
        var mark = $"2{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
        await using var link = new NatsLink(bench.Server.Port);
        var nats = new NatsConnection(new NatsOpts { Url = link.Url });
        var (conduit, reply) = await AttachAsync(bench, nats, id => ExecOf(id, spawned, "sh", "-c", $"sleep {mark} & echo begun; sleep {mark}"));
        Assert.True(reply.Accepted, reply.Refusal);
        Assert.Equal("begun\n", Encoding.UTF8.GetString((await conduit.ReceiveAsync(CancellationToken.None).WaitAsync(Patience))!.Value.Payload.Span));
        await Poll.UntilAsync(() => Processes.CountWith(mark) > 0, Patience, "its child to run");

        link.Close();

        await Poll.UntilAsync(() => Processes.CountWith(mark) == 0 && CountOf(drone) == 0, Patience, "all of it to be gone");
        await conduit.DisposeAsync();
        await nats.DisposeAsync();
        await EndAsync(bench, spawned);
    }

    [DockerFact("nats-server")]
    public async Task A_drone_that_stops_kills_what_it_runs_for_controllers_and_says_so()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync();
        var spawned = await ReadyAsync(bench);
        var mark = $"3{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
        await using var nats = new NatsConnection(new NatsOpts { Url = bench.Server.Url });
        var (conduit, _) = await AttachAsync(bench, nats, id => ExecOf(id, spawned, "sleep", mark));
        await Poll.UntilAsync(() => Processes.CountWith(mark) > 0, Patience, "it to run");

        var receiving = conduit.ReceiveAsync(CancellationToken.None);
        await bench.StopDroneAsync(drone);
        var last = (await receiving.WaitAsync(Patience))!.Value;

        Assert.Equal(ConduitContent.End, last.Content);
        Assert.Equal(new AttachEnd(null, "the drone is stopping"), JsonSerializer.Deserialize(last.Payload.Span, StateJson.Default.AttachEnd));
        Assert.Equal(0, Processes.CountWith(mark));
        await conduit.DisposeAsync();
    }

    [DockerFact("nats-server")]
    public async Task What_a_killed_drone_ran_for_controllers_is_ended_by_its_next_life_and_nothing_else_in_the_container()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        var drone = await bench.StartChildAsync();
        var spawned = await ReadyAsync(bench);
        var main = new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!.Process;
        var (mark, operators) = ($"4{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}", $"5{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}");
        await DockerAsync("exec", "--detach", spawned.Container, "sleep", operators);
        await using var nats = new NatsConnection(new NatsOpts { Url = bench.Server.Url });
        var (over, _) = await AttachAsync(bench, nats, id => ExecOf(id, spawned, "true"));
        Assert.Equal(ConduitContent.End, (await over.ReceiveAsync(CancellationToken.None).WaitAsync(Patience))!.Value.Content);
        await over.DisposeAsync();
        var (conduit, _) = await AttachAsync(bench, nats, id => ExecOf(id, spawned, "sh", "-c", $"sleep {mark} & echo begun; sleep {mark}"));
        await conduit.ReceiveAsync(CancellationToken.None).WaitAsync(Patience);
        await Poll.UntilAsync(() => Processes.CountOf("sleep", mark) == 2, Patience, "both to run");

        drone.Kill();
        await drone.WaitForExitAsync();
        Assert.Equal(2, Processes.CountOf("sleep", mark));
        await bench.StartChildAsync();
        await Poll.UntilAsync(() => Processes.CountWith(mark) == 0, Patience, "what was left to be gone");

        Assert.Equal(1, Processes.CountOf("sleep", operators));
        Assert.Equal(main, new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!.Process);
        Assert.True(main!.IsAlive);
        Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(spawned)).Status);
        await Poll.UntilAsync(() => !Directory.EnumerateFiles(Path.Combine(bench.StateDirectory, "programs")).Any(), Patience, "it to be forgotten");
        await conduit.DisposeAsync();
        await EndAsync(bench, spawned);
    }

    [DockerFact("nats-server")]
    public async Task Input_that_cannot_be_handed_on_ends_the_program_at_once_and_the_reason_is_told()
    {
        await using var link = new EngineLink();
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        var drone = await bench.StartDroneAsync($"--DOCKER_HOST={link.Address}");
        var spawned = await ReadyAsync(bench);
        await using var nats = new NatsConnection(new NatsOpts { Url = bench.Server.Url });
        foreach (var (content, breaks, refusals, reason) in new[]
        {
            (ConduitContent.Resize, false, 0, "What came as the size of a terminal is none."),
            (ConduitContent.Bytes, true, 0, "The engine broke off"),
            (ConduitContent.Bytes, true, Refusals, "The engine "),
        })
        {
            var mark = $"6{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
            var (conduit, _) = await AttachAsync(bench, nats, id => ExecOf(id, spawned, "sh", "-c", $"sleep {mark} & echo begun; sleep {mark}"));
            await conduit.ReceiveAsync(CancellationToken.None).WaitAsync(Patience);
            await Poll.UntilAsync(() => Processes.CountOf("sleep", mark) == 2, Patience, "both to run");
            // To kill it, the engine must be asked for it: those connections break too.
            link.Refuse("/exec/", refusals);
            if (breaks)
            {
                link.Break();
            }

            await conduit.SendAsync(content, "input"u8.ToArray(), CancellationToken.None);
            var last = (await conduit.ReceiveAsync(CancellationToken.None).WaitAsync(Patience))!.Value;
            var end = JsonSerializer.Deserialize(last.Payload.Span, StateJson.Default.AttachEnd)!;

            Assert.Null(end.ExitCode);
            Assert.StartsWith(reason, end.Fault, StringComparison.Ordinal);
            Assert.Equal(0, Processes.CountWith(mark));
            Assert.Equal(refusals, link.Refused);
            await conduit.DisposeAsync();
            await Poll.UntilAsync(() => CountOf(drone) == 0, Patience, "no conduit to be left");
        }

        await EndAsync(bench, spawned);
    }

    [DockerFact("nats-server")]
    public async Task While_a_program_runs_in_it_a_backend_is_not_idle()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();
        var spawned = await ReadyAsync(bench, new BackendLimits(MaxIdleSeconds: 1));
        await using var nats = new NatsConnection(new NatsOpts { Url = bench.Server.Url });
        var (conduit, _) = await AttachAsync(bench, nats, id => ExecOf(id, spawned, "sh", "-c", "sleep 4; echo still here"));

        Assert.Equal("still here\n", Encoding.UTF8.GetString((await conduit.ReceiveAsync(CancellationToken.None).WaitAsync(Patience))!.Value.Payload.Span));
        await conduit.DisposeAsync();
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [DockerFact("nats-server")]
    public async Task What_cannot_be_done_is_refused_with_the_reason()
    {
        await using var bench = await DroneBench.StartAsync();
        var drone = await bench.StartDroneAsync("--Plane:Drone:Runtime=Process");
        await using var nats = new NatsConnection(new NatsOpts { Url = bench.Server.Url });
        var nobody = new SpawnedByHand(Plane.Domain.Identity.BackendId.Parse("nobody"), Plane.Domain.Identity.KeyName.Parse("", "k"));

        foreach (var (message, reason) in new (Func<string, AttachMessage> Message, string Reason)[]
        {
            (id => ExecOf(id, nobody, "sh"), "nothing can be run inside a backend of this drone: its runtime is Process"),
            (id => new AttachMessage { Conduit = id, Kind = AttachKind.Logs, Backend = nobody.Backend }, "the backend does not run here"),
            (id => new AttachMessage { Conduit = id, Kind = AttachKind.Pull }, "the message lacks what it is about"),
            (_ => new AttachMessage { Conduit = "a.b", Kind = AttachKind.Pull, Image = "x" }, "the conduit's id is none"),
        })
        {
            var (conduit, reply) = await AttachAsync(bench, nats, message);
            Assert.Equal(new AttachReply(false, reason), reply);
            await conduit.DisposeAsync();
        }

        var (pull, accepted) = await AttachAsync(bench, nats, id => new AttachMessage { Conduit = id, Kind = AttachKind.Pull, Image = "plane/none" });
        var end = (await pull.ReceiveAsync(CancellationToken.None).WaitAsync(Patience))!.Value;
        Assert.True(accepted.Accepted);
        Assert.StartsWith("The image plane/none has no command on this drone", JsonSerializer.Deserialize(end.Payload.Span, StateJson.Default.AttachEnd)!.Fault, StringComparison.Ordinal);
        await pull.DisposeAsync();
        await Poll.UntilAsync(() => CountOf(drone) == 0, Patience, "no conduit to be left");
    }

    private static int CountOf(WebApplication drone) => drone.Services.GetRequiredService<AttachDesk>().Count;

    private static async Task DockerAsync(params string[] arguments)
    {
        var (code, _, errors) = await ChildProcess.RunAsync(new ProcessStartInfo("docker", arguments), Patience);
        Assert.True(code == 0, errors);
    }

    private static AttachMessage ExecOf(string id, SpawnedByHand spawned, params string[] command) => new() { Conduit = id, Kind = AttachKind.Exec, Backend = spawned.Backend, Command = command };

    private static async Task<SpawnedByHand> ReadyAsync(DroneBench bench, BackendLimits? limits = null)
    {
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = await bench.Engine.EnsureAsync(TestImage.Http) }, limits);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        return spawned;
    }

    private static async Task EndAsync(DroneBench bench, SpawnedByHand spawned)
    {
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    private static async Task<(Conduit Conduit, AttachReply Reply)> AttachAsync(DroneBench bench, NatsConnection nats, Func<string, AttachMessage> message)
    {
        var id = Guid.NewGuid().ToString("N");
        var conduit = await Conduit.ListenAsync(
            nats,
            Subjects.ConduitFromDrone(HandController.Cluster, bench.Drone, id),
            Subjects.ConduitToDrone(HandController.Cluster, bench.Drone, id),
            ConduitTimings.Of(bench.Timings),
            TimeProvider.System,
            CancellationToken.None);
        var reply = await nats.RequestAsync(
            Subjects.Attach(HandController.Cluster, bench.Drone),
            message(id),
            requestSerializer: RawJson<AttachMessage>.Of(StateJson.Default.AttachMessage),
            replySerializer: RawJson<AttachReply>.Of(StateJson.Default.AttachReply),
            replyOpts: new NatsSubOpts { Timeout = Patience });
        return (conduit, reply.Data!);
    }
}
