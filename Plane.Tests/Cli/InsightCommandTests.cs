using System.Text.Json;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Tests.Cli;

/// <summary><c>plane logs</c> and <c>plane activity</c>.</summary>
public sealed class InsightCommandTests(CliFixture plane) : IClassFixture<CliFixture>
{
    [PeerFact]
    public async Task Output_goes_to_standard_output_and_the_rest_to_standard_error()
    {
        var drone = await plane.DroneAsync();
        var backend = await plane.ReadyAsync(drone);
        await SayAsync(backend, BackendLogKind.Stdout, "one");
        await SayAsync(backend, BackendLogKind.Stderr, "two");
        await SayAsync(backend, BackendLogKind.Meta, "three");

        var all = await plane.RunAsync("logs", backend.Value);
        var last = await plane.RunAsync("logs", backend.Value, "--tail", "1", "--json");
        await drone.EndAsync(backend);
        var followed = await plane.RunAsync("logs", backend.Value, "-f", "--since", "2001-01-01T00:00:00+01:00");

        Assert.Equal((0, "one"), (all.Code, Assert.Single(all.Lines)));
        Assert.Equal(["two", "plane: three"], all.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("three", JsonElement.Parse(Assert.Single(last.Lines)).GetProperty("text").GetString());
        Assert.Equal((0, "one"), (followed.Code, Assert.Single(followed.Lines)));
        Assert.Equal(5, (await plane.RunAsync("logs", "nobody")).Code);
    }

    [PeerFact]
    public async Task Activity_shows_who_is_connected_and_when_it_would_stop()
    {
        var drone = await plane.DroneAsync();
        var backend = await plane.ReadyAsync(drone);
        drone.Sees = new ActivityView(1, [new ConnectionView("203.0.113.9", "token", "GET", "/doc", "curl\u001b[2J", 60_000)], null, null, "open connections", null);

        var text = await plane.RunAsync("activity", backend.Value);
        var json = await plane.RunAsync("activity", backend.Value, "--json");

        Assert.Equal(0, text.Code);
        Assert.Contains("Stops:    not as things are (open connections)", text.Lines);
        Assert.Contains(text.Lines, static line => line.EndsWith("203.0.113.9  token  GET /doc  curl\uFFFD[2J", StringComparison.Ordinal));
        Assert.Equal(1, JsonElement.Parse(json.Output).GetProperty("open").GetInt32());
        drone.Sees = null;
        Assert.Equal(4, (await plane.RunAsync("activity", backend.Value)).Code);
    }

    private async Task SayAsync(BackendId backend, BackendLogKind kind, string text)
    {
        var stream = (JetStream)plane.Services.GetService(typeof(JetStream))!;
        var line = new BackendLogMessage(backend, kind, text);
        var stored = await stream.Context.PublishAsync(Subjects.Log(backend), line, RawJson<BackendLogMessage>.Of(NatsJson.Default.BackendLogMessage));
        Assert.Null(stored.Error);
    }
}
