using System.Text.Json;
using Peers;
using Plane.Tests.Cli;
using Plane.Tests.Permissions;

namespace Plane.Tests.Scenarios;

/// <summary>An application that knows nothing of Plane but its NATS API, written with the official JavaScript client: schedule, follow, output, measurements, locks, drain, and what goes wrong.</summary>
[Collection(ToolsCollection.Name)]
public sealed class NatsClientTests(Topology plane)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [DockerTheory("nats-server", "node")]
    [InlineData("course", "application")]
    [InlineData("failure", "application")]
    [InlineData("lock", "application")]
    [InlineData("drain", "application")]
    [InlineData("acme", PermittedNats.Anybody)]
    [InlineData("malformed", PermittedNats.Anybody)]
    public async Task A_scenario_comes_out_as_it_should(string scenario, string user)
    {
        await plane.Engine.EnsureAsync(TestImage.Http);
        await plane.Engine.EnsureAsync(TestImage.Exits);

        var (code, said) = await NodeScript.RunAsync(
            "nats-scenarios.mjs", Limit, scenario, plane.Permitted.UrlOf(user), plane.Cluster.Value, TestImage.Http.Name, TestImage.Exits.Name);

        Assert.True(code == 0, said);
        Assert.True(plane.IsWhole, "a program of the topology has stopped");
    }

    [DockerFact("nats-server")]
    public async Task The_command_line_needs_no_more_than_an_application()
    {
        await plane.Engine.EnsureAsync(TestImage.Http);

        var spawned = await RunAsync("spawn", plane.Cluster.Value, TestImage.Http.Name, "--lock", "by-hand", "--json");
        Assert.True(spawned.Code == 0, spawned.Error);
        var backend = JsonElement.Parse(spawned.Output).GetProperty("backend_id").GetString()!;
        await plane.UntilStatusAsync(backend, "ready");
        var ended = await RunAsync("terminate", plane.Cluster.Value, backend);
        var states = await RunAsync("status", backend);

        Assert.Equal((0, "Terminated successfully\n"), (ended.Code, ended.Output));
        Assert.Equal(["Loading", "Starting", "Ready", "Terminated"], states.Lines.Select(static line => line.Split('\t')[1]));
    }

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunWithAsync(null, ["--nats", plane.Permitted.UrlOf("application"), .. arguments]);
}
