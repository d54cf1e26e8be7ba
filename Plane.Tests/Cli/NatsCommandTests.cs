using System.Text.Json;
using Peers;
using Plane.Domain.Backends;

namespace Plane.Tests.Cli;

/// <summary><c>plane --nats URL …</c> against a real server and controller, as a script would run it.</summary>
public sealed class NatsCommandTests(CliFixture plane) : IClassFixture<CliFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [PeerFact]
    public async Task A_lock_is_spawned_once_and_the_second_caller_is_told()
    {
        var drone = await plane.DroneAsync();
        var cluster = drone.Cluster.Value;

        var first = await RunAsync("spawn", cluster, "plane/test:1", "--lock", "room", "--require-bearer-token", "--timeout", "77", "-p", "3000", "-e", "A=b", "--mount", "/srv:/data");
        var second = await RunAsync("spawn", cluster, "plane/other:1", "--lock", "room", "--json");

        var sent = Assert.Single(drone.Asked);
        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Equal(["Backend scheduled.", $"URL: http://{sent.Backend}.{cluster}", "Drone: dr-a", $"Backend ID: {sent.Backend}"], first.Lines[..4]);
        var again = JsonElement.Parse(second.Output);
        Assert.Equal($"Bearer token: {again.GetProperty("bearer_token")}", first.Lines[4]);
        Assert.Equal((sent.Backend.Value, false), (again.GetProperty("backend_id").GetString(), again.GetProperty("spawned").GetBoolean()));
        Assert.Equal((3000, "b", "/srv:/data", 77), (sent.Spec.Port, sent.Spec.Environment["A"], sent.Spec.Binds.Single(), sent.Limits.MaxIdleSeconds));
    }

    [PeerFact]
    public async Task Without_a_drone_the_exit_code_says_so()
    {
        var result = await RunAsync("spawn", "nobody.test", "plane/test:1");

        Assert.Equal((4, ""), (result.Code, result.Output));
        Assert.StartsWith("No drone of cluster nobody.test takes a backend.", result.Error, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task What_a_controller_refuses_is_told_in_its_words()
    {
        var drone = await plane.DroneAsync();

        var spawn = await RunAsync("spawn", drone.Cluster.Value, "plane/test:1", "--timeout", "-1");
        var drain = await RunAsync("drain", drone.Cluster.Value, "dr-nobody", "dr-a");

        Assert.Equal(4, spawn.Code);
        Assert.Contains("max_idle_secs", spawn.Error, StringComparison.Ordinal);
        Assert.Equal((4, "Draining started on drone dr-a."), (drain.Code, drain.Lines.Single()));
        Assert.Contains("has no drone dr-nobody", drain.Error, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_drain_is_cancelled()
    {
        var cluster = (await plane.DroneAsync()).Cluster.Value;
        await RunAsync("drain", cluster, "dr-a");
        var refused = await RunAsync("spawn", cluster, "plane/test:1");

        var cancelled = await RunAsync("drain", cluster, "dr-a", "--cancel");

        Assert.Equal((4, 0, "Draining cancelled on drone dr-a."), (refused.Code, cancelled.Code, cancelled.Lines.Single()));
        var spawned = await RunAsync("spawn", cluster, "plane/test:1");
        Assert.True(spawned.Code == 0, spawned.Error);
    }

    [PeerFact]
    public async Task States_are_followed_from_the_first_to_the_end()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Terminated, LastStatus = BackendStatus.Ready, Reason = TerminationReason.Swept });

        var text = await RunAsync("status", id.Value);
        var json = await RunAsync("status", id.Value, "--json");

        Assert.Equal(0, text.Code);
        Assert.Equal(["Loading", "Starting", "Ready", "Swept"], text.Lines.Select(static line => line.Split('\t')[1]));
        Assert.All(text.Lines, line => Assert.Matches($@"^{id}\t\w+\t20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{{3}} UTC$", line));
        Assert.Equal(["Loading", "Starting", "Ready", "Swept"], json.Lines.Select(static line => JsonElement.Parse(line).GetProperty("state").GetString()));
    }

    [PeerFact]
    public async Task A_backend_is_terminated_and_one_that_is_not_there_is_not()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);

        // These drones tell no states.
        await plane.Nats.PublishAsync($"backend.{id}.status", $$$"""{"cluster":"{{{drone.Cluster}}}","state":"Ready","backend":"{{{id}}}","time":"2026-01-01T00:00:00Z"}""");

        var done = await RunAsync("terminate", drone.Cluster.Value, id.Value);
        var missing = await RunAsync("terminate", drone.Cluster.Value, "nobody");

        Assert.Equal((0, "Terminated successfully\n"), (done.Code, done.Output));
        Assert.Equal((5, "", $"Nothing is known of a backend nobody in cluster {drone.Cluster}."), (missing.Code, missing.Output, missing.Error));
    }

    [PeerFact]
    public async Task Drones_and_backends_are_listed_from_the_state()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);

        var drones = await RunAsync("list-drones", "--cluster", drone.Cluster.Value);
        var backends = await RunAsync("list-backends", "--cluster", drone.Cluster.Value);
        var json = await RunAsync("list-backends", "--cluster", drone.Cluster.Value, "--json");

        Assert.Equal([drone.Cluster.Value, "dr-a", "Ready"], drones.Lines.Single().Split('\t')[..3]);
        Assert.Equal([drone.Cluster.Value, id.Value, "ready", "dr-a", "plane/test:1"], backends.Lines.Single().Split('\t')[..5]);
        Assert.Equal(id.Value, JsonElement.Parse(json.Output).GetProperty("backend").GetString());
    }

    [PeerFact]
    public async Task The_state_is_shown_without_secrets_and_tokens()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);

        var result = await RunAsync("stream-state", "--snapshot");

        Assert.True(result.Code == 0, result.Error);
        var entries = result.Lines.Select(static line => JsonElement.Parse(line)).ToList();
        var record = entries.Single(entry => entry.GetProperty("key").GetString() == $"{drone.Cluster.KvToken}.{id}");
        Assert.Equal(("plane_backends", "ready"), (record.GetProperty("bucket").GetString(), record.GetProperty("value").GetProperty("status").GetString()));
        Assert.Contains(entries, entry => entry.GetProperty("bucket").GetString() == "plane_drones" && entry.GetProperty("key").GetString() == $"{drone.Cluster.KvToken}.dr-a");
        Assert.DoesNotContain(entries, static entry => entry.GetProperty("bucket").GetString() is "plane_secrets" or "plane_tokens");
    }

    [PeerFact]
    public async Task A_change_of_the_state_is_shown_and_heartbeats_are_not()
    {
        var drone = await plane.DroneAsync();
        await using var process = await CliProcess.StartAsync(null, "--nats", plane.Server.Url, "stream-state");
        var id = await plane.ReadyAsync(drone);
        await process.SaidAsync($"\"{drone.Cluster.KvToken}.{id}\"");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Terminated, Reason = TerminationReason.Swept });

        await process.SaidAsync("\"swept\"");
        process.Interrupt();
        var result = await process.EndAsync();

        Assert.Equal((130, ""), (result.Code, result.Error));
        Assert.Single(result.Lines, line => line.Contains("\"plane_drones\"", StringComparison.Ordinal) && line.Contains(drone.Cluster.KvToken, StringComparison.Ordinal));
    }

    [PeerFact]
    public async Task Ended_records_are_cleaned_up_and_fresh_and_living_ones_stay()
    {
        var drone = await plane.DroneAsync();
        var living = await plane.ReadyAsync(drone);
        var ended = await plane.ReadyAsync(drone);
        await drone.EndAsync(ended);
        await plane.SeenAsync(ended, BackendStatus.Terminated);

        var fresh = await RunAsync("cleanup", "--cluster", drone.Cluster.Value);

        Assert.Equal((0, "", "0 removed, 0 marked as lost."), (fresh.Code, fresh.Output, fresh.Error));
        Assert.All([living, ended], id => Assert.NotNull(plane.Records.Current.Find(id.Value)));
    }

    [PeerFact]
    public async Task A_backend_whose_key_is_held_cannot_be_marked_as_lost_and_one_without_can()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);
        var held = await RunAsync("mark-backend-lost", drone.Cluster.Value, id.Value, "--yes");
        await drone.LoseKeyAsync(id);

        var unasked = await RunAsync("mark-backend-lost", drone.Cluster.Value, id.Value);
        var marked = await RunAsync("mark-backend-lost", drone.Cluster.Value, id.Value, "--yes");
        var states = await RunAsync("status", id.Value);

        Assert.Equal((4, 4, 0), (held.Code, unasked.Code, marked.Code));
        Assert.StartsWith("Drone dr-a holds the key", held.Error, StringComparison.Ordinal);
        Assert.Equal($"{id} is marked as lost.\n", marked.Output);
        Assert.Equal("Lost", states.Lines[^1].Split('\t')[1]);
    }

    [PeerFact]
    public async Task Logs_are_followed_from_their_severity_up()
    {
        await using var process = await CliProcess.StartAsync(null, "--nats", plane.Server.Url, "tail-logs", "--severity", "warn");
        await process.ToldAsync("Listening on logs.>");

        await Poll.UntilAsync(
            async () =>
            {
                await SayAsync("INFO", "nothing of note");
                await SayAsync("WARN", "the roof is open");
                return process.HasSaid("the roof is open");
            },
            Limit,
            "the warning");
        process.Interrupt();

        var result = await process.EndAsync();
        Assert.Contains(" WARN  drone dr-x Plane.Drone.Roof: the roof is open", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing of note", result.Output, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Credentials_of_the_url_count_and_are_not_repeated()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true, Token = "s3cret" });

        var refused = await CliProcess.RunWithAsync(null, "--nats", $"nats://wrong@127.0.0.1:{server.Port}", "list-drones");
        var empty = await CliProcess.RunWithAsync(null, "--nats", server.UrlWithCredentials, "list-drones");

        Assert.Equal((4, 3), (refused.Code, empty.Code));
        Assert.DoesNotContain("wrong", refused.Error, StringComparison.Ordinal);
        Assert.StartsWith($"The NATS at 127.0.0.1:{server.Port} has no state of Plane's.", empty.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", empty.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_nats_there_is_a_clear_word()
    {
        var port = FreePort.Tcp();

        var result = await CliProcess.RunWithAsync(null, "--nats", $"nats://127.0.0.1:{port}", "list-drones");

        Assert.Equal((3, ""), (result.Code, result.Output));
        Assert.StartsWith($"No NATS to work with at 127.0.0.1:{port}: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'A.B' is no backend id", "status", "A.B")]
    [InlineData("'-x.' is no cluster name", "spawn", "-x.", "image")]
    [InlineData("Required argument missing for option: '--nats'", "list-drones")]
    [InlineData("--nats-cert and --nats-key go together.", "--nats-cert", "a.pem", "list-drones")]
    [InlineData("There is no file gone.pem.", "--nats-ca", "gone.pem", "list-drones")]
    public async Task What_makes_no_sense_is_told(string problem, params string[] arguments)
    {
        var result = problem.StartsWith("Required", StringComparison.Ordinal)
            ? await CliProcess.RunWithAsync(null, [.. arguments, "--nats"])
            : await CliProcess.RunWithAsync(null, ["--nats", "nats://127.0.0.1:1", .. arguments]);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunWithAsync(null, ["--nats", plane.Server.Url, .. arguments]);

    private ValueTask SayAsync(string severity, string text) => plane.Nats.PublishAsync(
        "logs.drone.dr-x",
        $$$"""{"component":{"type":"Drone","drone_id":"dr-x"},"target":"Plane.Drone.Roof","name":"","severity":"{{{severity}}}","time":"2026-01-01T00:00:00Z","fields":{"message":"{{{text}}}"}}""");
}
