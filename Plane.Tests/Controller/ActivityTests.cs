using System.Net;
using Peers;
using Plane.Contracts.Drones;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller;

/// <summary><c>GET /ctrl/b/{backend}/activity</c>, with a drone that says what it is told to say.</summary>
public sealed class ActivityTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task What_the_drone_sees_is_told_with_times()
    {
        var (drone, id) = await SpawnAsync("seen");
        drone.Sees = new ActivityView(1, [new ConnectionView("203.0.113.9", "token", "GET", "/doc", "curl/8", 60_000, 2_000)], null, null, "open connections", 3_600_000);

        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var answer = await plane.GetAsync($"/ctrl/b/{id}/activity");
        var one = answer.Body.GetProperty("connections")[0];

        Assert.Equal(("1", "open connections", "dr-a"), (answer["open"], answer["why"], answer["drone"]));
        Assert.Equal("loading", answer.Body.GetProperty("status").GetProperty("status").GetString());
        Assert.Equal(("203.0.113.9", "token", "/doc"), (one.GetProperty("peer").GetString(), one.GetProperty("route").GetString(), one.GetProperty("path").GetString()));
        Assert.InRange(one.GetProperty("opened").GetInt64(), before - 60_000, before - 40_000);
        Assert.InRange(one.GetProperty("last_byte").GetInt64(), before - 2_000, before + 18_000);
        Assert.InRange(answer.Body.GetProperty("lifetime_ends").GetInt64(), before + 3_600_000, before + 3_620_000);
        Assert.False(answer.Body.TryGetProperty("stops_at", out _));
    }

    [PeerFact]
    public async Task A_silent_drone_is_a_503_and_an_ended_backend_shows_its_end()
    {
        var (drone, id) = await SpawnAsync("silent");
        var silent = await plane.GetAsync($"/ctrl/b/{id}/activity");
        await drone.EndAsync(id);
        await plane.Records.WaitAsync(id.Value, static seen => seen?.Value.Status == BackendStatus.Terminated, Limit, CancellationToken.None);
        var ended = await plane.GetAsync($"/ctrl/b/{id}/activity");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeyHeldUnhealthy"), (silent.Code, silent.Kind));
        Assert.NotNull(silent.RetryAfter);
        Assert.Equal("terminated", ended.Body.GetProperty("status").GetProperty("status").GetString());
        Assert.False(ended.Body.TryGetProperty("open", out _));
    }

    [PeerFact]
    public async Task A_drone_that_lost_a_living_backend_says_nothing_of_it_and_an_unknown_one_is_not_found()
    {
        var (drone, id) = await SpawnAsync("between");
        drone.Sees = new ActivityView(0, [], null, null, "not ready yet", null);
        drone.Running.Clear();

        var between = await plane.GetAsync($"/ctrl/b/{id}/activity");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, between.Code);
        Assert.Contains("may be taking it back", between.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await plane.GetAsync("/ctrl/b/nobody/activity")).Code);
    }

    private async Task<(FakeDrone Drone, BackendId Backend)> SpawnAsync(string key)
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, key))).Backend);
        await plane.Records.WaitAsync(id.Value, static seen => seen?.Value.Status >= BackendStatus.Loading, Limit, CancellationToken.None);
        return (drone, id);
    }
}
