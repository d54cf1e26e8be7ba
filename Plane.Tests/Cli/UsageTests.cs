using Peers;

namespace Plane.Tests.Cli;

/// <summary>What is wrong with a command line, and which controller it is for.</summary>
public sealed class UsageTests(CliFixture plane) : IClassFixture<CliFixture>
{
    private static readonly string Nobody = $"http://127.0.0.1:{FreePort.Tcp()}";

    [Theory]
    [InlineData("--env wants NAME=VALUE, not 'X'.", "connect", "--image", "a", "--env", "X")]
    [InlineData("Give --image, or --key of a backend that is running, or both.", "connect")]
    [InlineData("'--sideways'", "list", "--sideways")]
    [InlineData("'localhost:8080' is not an http or https URL.", "list", "--controller", "localhost:8080")]
    [InlineData("Cannot parse argument 'soon'", "connect", "--image", "a", "--max-idle-seconds", "soon")]
    [InlineData("Required argument missing", "backend-status")]
    [InlineData("Option '--drone' is required.", "drain", "--cluster", "c.test")]
    [InlineData("'soon' is neither a time as of RFC 3339, nor milliseconds", "logs", "b", "--since", "soon")]
    [InlineData("'asleep' is no status; there are scheduled, loading", "list", "--status", "asleep")]
    public async Task A_command_line_that_makes_no_sense_is_told_on_standard_error(string problem, params string[] arguments)
    {
        var result = await CliProcess.RunWithAsync(null, arguments);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_is_no_url_is_named()
    {
        var result = await CliProcess.RunWithAsync("nonsense", "list");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains("'nonsense' is not an http or https URL (from PLANE_CONTROLLER).", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_controller_there_is_a_hint()
    {
        var result = await CliProcess.RunWithAsync(Nobody, "list");

        Assert.Equal((3, ""), (result.Code, result.Output));
        Assert.StartsWith($"No controller answers at {Nobody}/: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("Is it running (./run), or is --controller wrong?", result.Error, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task The_variable_names_the_controller_and_the_option_wins()
    {
        var byVariable = await CliProcess.RunWithAsync(plane.Address.ToString(), "list", "--all");
        var byOption = await CliProcess.RunWithAsync(Nobody, "--controller", plane.Address.ToString(), "list", "--all");

        // A variable that is wrong does no harm where it is not asked for.
        var overNonsense = await CliProcess.RunWithAsync("nonsense", "list", "--all", "--controller", plane.Address.ToString());

        Assert.Equal((0, 0, 0), (byVariable.Code, byOption.Code, overNonsense.Code));
    }

    [PeerFact]
    public async Task Help_names_the_exit_codes()
    {
        var result = await CliProcess.RunWithAsync(null, "--help");

        Assert.Equal(0, result.Code);
        Assert.Contains("3 no controller, 4 refused, 5 no such backend, key or drone", result.Output, StringComparison.Ordinal);
    }
}
