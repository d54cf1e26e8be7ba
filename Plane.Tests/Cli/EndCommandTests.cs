using System.Text.Json;
using Peers;
using Plane.Domain.Backends;

namespace Plane.Tests.Cli;

/// <summary><c>plane status</c> and <c>plane terminate</c>.</summary>
public sealed class EndCommandTests(CliFixture plane) : IClassFixture<CliFixture>
{
    [PeerFact]
    public async Task A_status_says_since_when_and_how_long_each_phase_took()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Terminated, Reason = TerminationReason.Swept, ExitCode = 0, Phases = new PhaseTimings(Placed: 5) });
        await plane.SeenAsync(id, BackendStatus.Terminated);

        var text = await plane.RunAsync("status", id.Value);
        var json = await plane.RunAsync("status", id.Value, "--json");

        Assert.Equal((0, "Status: terminated, reason swept, exit code 0"), (text.Code, text.Lines[0]));
        Assert.StartsWith("Since:  20", text.Lines[1], StringComparison.Ordinal);
        Assert.Equal("Phases: placed after 5 ms", text.Lines[2]);
        Assert.Equal("terminated", JsonElement.Parse(json.Output).GetProperty("status").GetString());
    }

    [PeerFact]
    public async Task A_backend_nobody_knows_is_an_exit_code_of_its_own()
    {
        var status = await plane.RunAsync("status", "nobody");
        var terminate = await plane.RunAsync("terminate", "nobody");

        Assert.Equal((5, 5, "", ""), (status.Code, terminate.Code, status.Output, terminate.Output));
        Assert.StartsWith("Backend does not exist (NotFound, HTTP 404, error id ", status.Error, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Terminate_waits_until_the_backend_is_gone()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);
        await using var process = await CliProcess.StartAsync(plane.Address.ToString(), "terminate", id.Value);
        await process.ToldAsync($"Sent the termination order for {id}.");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Terminating, Reason = TerminationReason.External });
        await plane.SeenAsync(id, BackendStatus.Terminating);
        await drone.EndAsync(id);

        var result = await process.EndAsync();

        Assert.Equal((0, "Status: terminated, reason external, exit code 0\n"), (result.Code, result.Output));
    }

    [PeerFact]
    public async Task Terminate_with_immediate_waits_for_nothing()
    {
        var id = await plane.ReadyAsync(await plane.DroneAsync());

        var result = await plane.RunAsync("terminate", id.Value, "--immediate", "--hard");

        Assert.Equal((0, "", $"Sent the termination order for {id}."), (result.Code, result.Output, result.Error));
    }
}
