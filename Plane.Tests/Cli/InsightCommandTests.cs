using System.Text.Json;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Tests.Cli;

/// <summary><c>plane logs</c>, <c>plane activity</c> and <c>plane metrics</c>.</summary>
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

    [PeerFact]
    public async Task Measurements_are_a_line_each_until_the_end()
    {
        var drone = await plane.DroneAsync();
        var backend = await plane.ReadyAsync(drone);
        var asked = 0;
        drone.Measures = id =>
        {
            Interlocked.Increment(ref asked);
            return new MetricsUpdate(id, 3 << 20, 2, 3, 4, 5, 512 << 20, 25, 1000);
        };
        await using var text = await CliProcess.StartAsync(null, "metrics", backend.Value, "--controller", plane.Address.ToString());
        await using var json = await CliProcess.StartAsync(null, "metrics", backend.Value, "--json", "--controller", plane.Address.ToString());
        await Poll.UntilAsync(() => Volatile.Read(ref asked) == 2, TimeSpan.FromSeconds(60), "both to follow");
        await drone.EndAsync(backend);
        var (told, figures) = (await text.EndAsync(), await json.EndAsync());

        Assert.Equal((0, "memory       3.0 MiB of     512.0 MiB\tprocessors   2.5 %"), (told.Code, Assert.Single(told.Lines).Split('\t', 2)[1]));
        Assert.Equal((0, 25), (figures.Code, JsonElement.Parse(Assert.Single(figures.Lines)).GetProperty("cpu_used").GetInt32()));
        Assert.Equal(5, (await plane.RunAsync("metrics", "nobody")).Code);
    }

    [PeerFact]
    public async Task Whose_drone_is_silent_is_told_so_and_not_that_the_controller_were()
    {
        var backend = await plane.ReadyAsync(await plane.DroneAsync());

        var silent = await plane.RunAsync("metrics", backend.Value);

        Assert.Equal(4, silent.Code);
        Assert.Contains("The backend's drone does not answer (KeyHeldUnhealthy, HTTP 503", silent.Error, StringComparison.Ordinal);
    }

    private async Task SayAsync(BackendId backend, BackendLogKind kind, string text)
    {
        var stream = (JetStream)plane.Services.GetService(typeof(JetStream))!;
        var line = new BackendLogMessage(backend, kind, text);
        var stored = await stream.Context.PublishAsync(Subjects.Log(backend), line, RawJson<BackendLogMessage>.Of(NatsJson.Default.BackendLogMessage));
        Assert.Null(stored.Error);
    }
}
