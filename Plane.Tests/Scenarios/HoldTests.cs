using System.Net;
using Peers;

namespace Plane.Tests.Scenarios;

/// <summary>What a request meets that comes before its backend is up.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class HoldTests(Topology plane)
{
    [DockerFact("nats-server")]
    public async Task A_request_right_after_the_connect_is_held_and_answered()
    {
        var connected = await plane.ConnectedAsync(null, await plane.Engine.EnsureAsync(TestImage.Http));

        using var response = await plane.Http.GetAsync(connected["url"]);

        Assert.NotEqual("ready", connected["status"]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [DockerFact("nats-server")]
    public async Task Who_waits_for_a_program_that_exits_is_told_502_and_who_comes_later_410()
    {
        var connected = await plane.ConnectedAsync(null, await plane.Engine.EnsureAsync(TestImage.Exits));

        using var held = await plane.Http.GetAsync(connected["url"]);
        using var later = await plane.Http.GetAsync(connected["url"]);

        Assert.Equal((HttpStatusCode.BadGateway, HttpStatusCode.Gone), (held.StatusCode, later.StatusCode));
    }

    [DockerFact("nats-server")]
    public async Task The_status_of_a_program_that_exited_says_how_and_when_and_what_it_said()
    {
        var connected = await plane.ConnectedAsync(null, await plane.Engine.EnsureAsync(TestImage.Exits));
        await plane.UntilStatusAsync(connected.Backend, "terminated");

        var status = await plane.StatusAsync(connected.Backend);

        Assert.True(status.Body.TryGetProperty("log_lines", out var lines), status.Text);
        Assert.Equal(3, status.Body.GetProperty("exit_code").GetInt32());
        Assert.Contains(status["phase"], new[] { "starting", "waiting" });
        Assert.Contains("cannot open the document", lines.EnumerateArray().Select(static line => line.GetString()));
    }
}
