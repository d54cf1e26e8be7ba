using System.Text.Json;
using Peers;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Scenarios;

/// <summary>Backends started, followed, ended and pulled for over the interactive API.</summary>
[Collection(ToolsCollection.Name)]
public sealed class StartupCallTests(Topology plane)
{
    [DockerFact("nats-server")]
    public async Task A_spawn_tells_each_status_and_at_last_the_url()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        using var client = await ConnectAsync(null);
        await client.CallAsync("spawn", image, """{"max_idle_seconds":60,"metadata":{"public":"true","tagline":"A page"},"host_routing":"open"}""");
        var end = await client.EndAsync();
        using var page = await plane.Http.GetAsync(new Uri(end.Texts[^1]));

        Assert.Equal("""{"success":true}""", end.Final);
        Assert.Equal(["scheduled", "loading", "starting", "waiting", "ready"], end.Texts.Take(5));
        Assert.True(page.IsSuccessStatusCode);
    }

    [DockerFact("nats-server")]
    public async Task A_connect_returns_its_response_and_a_second_one_the_same_backend()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        var request = JsonSerializer.Serialize(new { key = new { name = "call-connect" }, spawn_config = new { executable = new { image }, max_idle_seconds = 60 } });
        var first = await CallAsync("connect", request);
        var second = await CallAsync("connect", request);

        Assert.Equal((true, "ready"), (first.GetProperty("spawned").GetBoolean(), first.GetProperty("status").GetString()));
        Assert.Equal((false, first.GetProperty("backend_id").GetString()), (second.GetProperty("spawned").GetBoolean(), second.GetProperty("backend_id").GetString()));
    }

    [DockerFact("nats-server")]
    public async Task A_start_that_fails_says_why()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Exits);
        using var client = await ConnectAsync("pow-1");
        await client.CallAsync("spawn", image);

        Assert.Contains("exit code 3", (await client.EndAsync()).Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    /// <param name="phase">The status that is heard before the cancel; empty for none.</param>
    [DockerTheory("nats-server", "docker-registry")]
    [InlineData("")]
    [InlineData("scheduled")]
    [InlineData("loading")]
    [InlineData("starting")]
    [InlineData("waiting")]
    public async Task A_spawn_that_is_called_off_leaves_nothing_behind(string phase)
    {
        await using var registry = await DockerRegistry.StartAsync();
        var image = phase == "loading" ? await registry.PublishAsync(TestImage.Silent, payloadBytes: 40_000_000) : await plane.Engine.EnsureAsync(TestImage.Silent);
        var id = $"called-off-{Guid.NewGuid():N}"[..40];
        using var client = await ConnectAsync("pow-1");
        await client.CallAsync("spawn", image, JsonSerializer.Serialize(new { id }));
        while (phase.Length > 0 && !(await client.TextAsync()).Split('\n').Contains(phase))
        {
        }

        await client.SignalAsync("cancel");
        var end = await client.EndAsync();

        Assert.Equal("""{"status":"rejected","reason":"cancelled"}""", end.Final);
        Assert.Equal("terminated", (await plane.StatusAsync(id))["status"]);
        Assert.False(await plane.HasContainerAsync(id));
        Assert.Equal(0, plane.OpenCalls);
    }

    [DockerFact("nats-server")]
    public async Task Output_is_followed_from_its_beginning_at_the_reader_s_pace_until_the_end_and_kept_after_it()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Counting);
        var backend = (await plane.ConnectedAsync("call-logs", image)).Backend;
        using var client = await ConnectAsync(null);
        await client.CallAsync("logs", backend);
        var seen = new List<string>();
        while (seen.Count(static line => line.StartsWith("out ", StringComparison.Ordinal)) < 15)
        {
            seen.Add(await client.TextAsync());
        }

        await plane.SoftTerminateAsync(backend);
        var end = await client.EndAsync();
        seen.AddRange(end.Texts);
        await plane.UntilStatusAsync(backend, "terminated");
        using var later = await ConnectAsync(null);
        await later.CallAsync("logs", backend);
        var kept = await later.EndAsync();

        Assert.Equal("""{"success":true}""", end.Final);
        AssertCounts(seen, "out ");
        AssertCounts(seen, "err ");
        AssertCounts(kept.Texts, "out ");
        Assert.Equal("""{"success":true}""", kept.Final);
        await Poll.UntilAsync(() => plane.OpenCalls == 0 && plane.OpenConduits == 0, Topology.Patience, "no call and no conduit to be left");
    }

    [DockerFact("nats-server")]
    public async Task A_long_line_arrives_whole_while_it_runs_and_after_its_end()
    {
        var backend = (await plane.ConnectedAsync("call-long-line", await plane.Engine.EnsureAsync(TestImage.Http))).Backend;
        await plane.UntilStatusAsync(backend, "ready");
        using var client = await ConnectAsync(null);
        await client.CallAsync("logs", backend);
        await client.TextAsync();
        using var writing = await ConnectAsync(null);
        await writing.CallAsync("exec", backend, "sh", "-c", "x=$(head -c 30000 /dev/zero | tr '\\0' 'a'); for i in 1 2; do echo \"$i $x\u20ac$x$i\" >/proc/1/fd/1; done");
        Assert.Equal("""{"success":true}""", (await writing.EndAsync()).Final);
        await plane.SoftTerminateAsync(backend);
        var end = await client.EndAsync();
        using var later = await ConnectAsync(null);
        await later.CallAsync("logs", backend);
        var kept = await later.EndAsync();

        var a = new string('a', 30_000);
        string[] expected = [$"1 {a}\u20ac{a}1", $"2 {a}\u20ac{a}2"];
        Assert.Equal(expected, end.Texts.Where(static line => line.Contains("aaa", StringComparison.Ordinal)));
        Assert.Equal(expected, kept.Texts.Where(static line => line.Contains("aaa", StringComparison.Ordinal)));
    }

    [DockerFact("nats-server")]
    public async Task A_termination_and_a_status_tell_every_status_and_return_the_last()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        var backend = (await plane.ConnectedAsync("call-end", image)).Backend;
        await plane.UntilStatusAsync(backend, "ready");
        using var watching = await ConnectAsync(null);
        await watching.CallAsync("status", backend);
        using var ending = await ConnectAsync("pow-1");
        await ending.CallAsync("terminate", backend, "soft");
        var ended = await ending.EndAsync();
        var watched = await watching.EndAsync();

        Assert.Equal("terminating\nterminated\n", ended.Output);
        Assert.Equal("terminated", ended.Json.GetProperty("value").GetProperty("status").GetString());
        Assert.Equal(["scheduled", "loading", "starting", "waiting", "ready", "terminating", "terminated"], watched.Texts);
    }

    [DockerFact("nats-server", "docker-registry")]
    public async Task A_pull_gets_the_image_on_every_drone_and_tells_how_far_each_is()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var image = await registry.PublishAsync(TestImage.Http, payloadBytes: 5_000_000);
        using var client = await ConnectAsync(null);
        await client.CallAsync("pull", plane.Cluster.Value, image);
        var end = await client.EndAsync();
        using var other = await ConnectAsync("pow-1");
        await other.CallAsync("pull", plane.Cluster.Value, $"{registry.Host}/nothing:1");
        var failed = await other.EndAsync();

        Assert.Equal("""{"success":true}""", end.Final);
        Assert.Contains("dr-one: done", end.Texts);
        Assert.Contains("dr-two: done", end.Texts);
        Assert.Contains(end.Texts, static line => line.Contains("MiB", StringComparison.Ordinal));
        Assert.Contains(image, await plane.Engine.ListImagesAsync());
        Assert.Matches("dr-one: .*; dr-two: |dr-two: .*; dr-one: ", failed.Json.GetProperty("reason").GetString());
    }

    private static void AssertCounts(IEnumerable<string> lines, string prefix)
    {
        var numbers = lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => int.Parse(line[prefix.Length..], System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.NotEmpty(numbers);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    private async Task<JsonElement> CallAsync(string call, params string[] parameters)
    {
        using var client = await ConnectAsync("pow-1");
        await client.CallAsync(call, parameters);
        var end = await client.EndAsync();
        Assert.True(end.Json.TryGetProperty("value", out var value), end.Final);
        return value;
    }

    private Task<CallClient> ConnectAsync(string? dialect) => CallClient.ConnectAsync(plane.CallSocket, dialect, InteractiveFixture.Token);
}
