using System.Text.Json;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Tests.Controller;

namespace Plane.Tests.Cli;

/// <summary><c>plane connect</c>.</summary>
public sealed class ConnectCommandTests(CliFixture plane) : IClassFixture<CliFixture>
{
    [PeerFact]
    public async Task The_url_is_all_of_standard_output_and_progress_goes_to_standard_error_without_escape_codes()
    {
        var drone = await plane.DroneAsync();
        var (process, id) = await plane.ConnectAsync(drone);
        await using var ending = process;
        await process.ToldAsync("loading");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Starting });
        await process.ToldAsync("starting");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });

        var result = await process.EndAsync();

        Assert.Equal((0, 1), (result.Code, result.Lines.Length));
        Assert.StartsWith($"http://{drone.Cluster}/", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Created backend {id} on dr-a.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output + result.Error);
    }

    [PeerFact]
    public async Task With_json_the_answer_is_one_document_and_nothing_else_is_said()
    {
        var drone = await plane.DroneAsync();
        var (process, id) = await plane.ConnectAsync(drone, null, "--json");
        await using var ending = process;
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });

        var result = await process.EndAsync();

        var answer = JsonElement.Parse(result.Output);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal((id.Value, true, "ready"), (answer.GetProperty("backend_id").GetString(), answer.GetProperty("spawned").GetBoolean(), answer.GetProperty("status").GetString()));
    }

    [PeerFact]
    public async Task A_backend_that_runs_is_said_to_be_reused()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone, "reused");

        var result = await plane.RunAsync("connect", "--key", "reused", "--namespace", "tests");

        Assert.Equal((0, $"Reusing backend {id}."), (result.Code, result.Error));
        Assert.Single(result.Lines);
    }

    [PeerFact]
    public async Task With_immediate_the_url_comes_before_the_backend_is_ready_and_the_last_of_equal_variables_counts()
    {
        var drone = await plane.DroneAsync();

        var result = await plane.RunAsync("connect", "--image", "plane/test:1", "--cluster", drone.Cluster.Value, "--immediate", "--env", "A=0", "--env", "A=1=2");

        Assert.Equal((0, 1), (result.Code, result.Lines.Length));
        Assert.Equal("A=1=2", string.Join(' ', drone.Asked.Single().Spec.Environment.Select(static pair => $"{pair.Key}={pair.Value}")));
    }

    [PeerFact]
    public async Task A_key_nobody_holds_is_refused_with_the_controller_s_words_on_one_line()
    {
        var result = await plane.RunAsync("connect", "--key", "nobody-holds-it");

        Assert.Equal((4, ""), (result.Code, result.Output));
        Assert.StartsWith("Lock is unheld but no spawn config was provided. (KeyUnheldNoSpawnConfig, HTTP 409, error id ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error);
    }

    [PeerFact]
    public async Task A_start_that_fails_is_told_with_reason_exit_code_phase_and_last_output()
    {
        var drone = await plane.DroneAsync();
        var (process, id) = await plane.ConnectAsync(drone);
        await using var ending = process;
        await FailAsync(drone, id);

        var result = await process.EndAsync();

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains($"Backend {id} did not become ready: terminated, reason startuptimeout, exit code 3, while starting: it exited", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("  | first\n  | \uFFFD[31mlast words", result.Error, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_start_that_fails_is_one_json_document_too()
    {
        var drone = await plane.DroneAsync();
        var (process, id) = await plane.ConnectAsync(drone, null, "--json");
        await using var ending = process;
        await FailAsync(drone, id);

        var result = await process.EndAsync();

        var answer = JsonElement.Parse(result.Output);
        Assert.Equal((1, "terminated", 3), (result.Code, answer.GetProperty("status").GetString(), answer.GetProperty("exit_code").GetInt32()));
        Assert.Equal(2, answer.GetProperty("log_lines").GetArrayLength());
    }

    private static Task FailAsync(FakeDrone drone, Plane.Domain.Identity.BackendId id) => drone.SetStatusAsync(id, static record => record with
    {
        Status = BackendStatus.Terminated,
        LastStatus = BackendStatus.Starting,
        Reason = TerminationReason.StartupTimeout,
        ExitCode = 3,
        Failure = new BackendFailure(BackendStatus.Starting, "it exited", ["first", "\e[31mlast words"]),
    });
}
