using System.Security.Cryptography;
using Peers;
using Plane.Tests.Cli;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Scenarios;

/// <summary><c>plane exec</c> and <c>plane pull</c> against real containers.</summary>
[Collection(ToolsCollection.Name)]
public sealed class ExecCommandTests(Topology plane)
{
    [DockerFact("nats-server", "script")]
    public async Task On_a_terminal_every_key_reaches_the_program_and_the_size_is_its_own()
    {
        var backend = await ReadyAsync("cli-terminal");
        await using var terminal = await TerminalSession.StartAsync(plane.Controller, "stty cols 93 rows 19", "exec", backend, "--", "sh");
        await terminal.TypeAsync("stty size\r");
        await terminal.ShowsAsync("19 93");
        var mark = $"6{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
        await terminal.TypeAsync($"sleep {mark}\r");
        await Poll.UntilAsync(() => SleepsWith(mark) == 1, Topology.Patience, "the sleep");
        await terminal.TypeAsync("\u0003");
        await Poll.UntilAsync(() => SleepsWith(mark) == 0, Topology.Patience, "its end");
        await terminal.TypeAsync("echo code $?\r");
        await terminal.ShowsAsync("code 130");
        await terminal.TypeAsync("exit 7\r");

        Assert.Equal(7, await terminal.EndAsync());
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server")]
    public async Task Without_a_terminal_input_is_read_to_its_end_and_the_exit_code_comes_back()
    {
        var backend = await ReadyAsync("cli-plain");
        var good = await RunAsync("exec", backend, "--token", InteractiveFixture.Token, "--", "sh", "-c", "echo out; echo err >&2; exit 3");
        var refused = await RunAsync("exec", backend, "--token", InteractiveFixture.Viewer, "--", "true");
        var missing = await RunAsync("exec", "nobody", "--token", InteractiveFixture.Token, "--", "true");

        Assert.Equal((3, ""), (good.Code, good.Error));
        Assert.Equal(["err", "out"], good.Lines.Order());
        Assert.Equal(4, refused.Code);
        Assert.Contains("the scope 'exec' is missing", refused.Error, StringComparison.Ordinal);
        Assert.Equal((5, "there is no backend 'nobody'"), (missing.Code, missing.Error));
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server")]
    public async Task Control_c_where_there_is_no_terminal_kills_the_program()
    {
        var backend = await ReadyAsync("cli-interrupt");
        var mark = $"4{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}";
        await using var process = await CliProcess.StartAsync(plane.Controller.ToString(), "exec", backend, "--plain", "--token", InteractiveFixture.Token, "--", "sleep", mark);
        await Poll.UntilAsync(() => SleepsWith(mark) > 0, Topology.Patience, "it to run");
        process.Interrupt();

        Assert.Equal(130, (await process.EndAsync()).Code);
        Assert.Equal(0, SleepsWith(mark));
        await NothingIsLeftAsync();
    }

    [DockerFact("nats-server", "docker-registry")]
    public async Task A_pull_tells_each_drone_s_way_and_fails_as_a_whole_where_one_fails()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var image = await registry.PublishAsync(TestImage.Http);
        var good = await RunAsync("pull", plane.Cluster.Value, image, "--token", InteractiveFixture.Token);
        var bad = await RunAsync("pull", plane.Cluster.Value, $"{registry.Host}/nothing:1", "--token", InteractiveFixture.Token);

        Assert.Equal((0, ""), (good.Code, good.Error));
        Assert.Contains("dr-one: done", good.Lines);
        Assert.Contains("dr-two: done", good.Lines);
        Assert.Equal(4, bad.Code);
        Assert.Contains("dr-one: ", bad.Error, StringComparison.Ordinal);
    }

    /// <summary>The program's own, and not the command line's that asked for it.</summary>
    private static int SleepsWith(string mark) => Processes.CountOf("sleep", mark);

    private async Task<string> ReadyAsync(string key)
    {
        var connected = await plane.ConnectedAsync(key, await plane.Engine.EnsureAsync(TestImage.Http));
        await plane.UntilStatusAsync(connected.Backend, "ready");
        return connected.Backend;
    }

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunWithAsync(plane.Controller.ToString(), arguments);

    private Task NothingIsLeftAsync() => Poll.UntilAsync(() => plane.OpenCalls == 0 && plane.OpenConduits == 0, Topology.Patience, "no call and no conduit to be left");
}
