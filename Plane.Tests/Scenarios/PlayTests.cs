using System.Net;
using Peers;
using Plane.Domain.Identity;
using Plane.Tests.Samples.DropFour;

namespace Plane.Tests.Scenarios;

/// <summary>From a connect to a game that is won, and on until nothing of it is left.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class PlayTests(Topology plane) : IDisposable
{
    private const int IdleSeconds = 1;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60), TimeProvider.System);

    public void Dispose() => _limit.Dispose();

    [DockerFact("nats-server")]
    public async Task The_page_loads_through_both_proxies_whichever_drone_runs_it()
    {
        var connected = await plane.ConnectedAsync("page", await GameImage.EnsureAsync(plane.Engine));

        var pages = await Task.WhenAll(new[] { "one", "two" }.Select(drone => plane.Http.GetStringAsync(plane.Through(drone, connected["url"]!))));

        Assert.All(pages, static page => Assert.Contains("Drop Four", page, StringComparison.Ordinal));
    }

    [DockerFact("nats-server")]
    public async Task Two_players_at_two_proxies_play_to_a_win()
    {
        var connected = await plane.ConnectedAsync("win", await GameImage.EnsureAsync(plane.Engine));
        using var first = await Player.ConnectAsync(plane.Through("one", connected["url"]!), "a", _limit.Token);
        await first.SeesAsync(static view => view.GetProperty("you").GetInt32() == 1, _limit.Token);
        using var second = await Player.ConnectAsync(plane.Through("two", connected["url"]!), "b", _limit.Token);

        int[] columns = [0, 1, 0, 1, 0, 1, 0];
        for (var discs = 0; discs < columns.Length; discs++)
        {
            var player = discs % 2 == 0 ? first : second;
            await player.SeesAsync(view => view.GetProperty("discs").GetInt32() == discs && view.GetProperty("turn").GetInt32() == view.GetProperty("you").GetInt32(), _limit.Token);
            await player.SayAsync($$"""{"type":"drop","column":{{columns[discs]}}}""", _limit.Token);
        }

        await first.SeesAsync(static view => view.GetProperty("winner").GetInt32() == 1, _limit.Token);
        await second.SeesAsync(static view => view.GetProperty("winner").GetInt32() == 1, _limit.Token);
    }

    /// <summary>Alone, for its two seconds are not those of a machine that runs half a dozen other tests.</summary>
    [DockerFact("nats-server")]
    [Trait(Pace.Name, Pace.Alone)]
    public async Task Once_both_have_left_the_container_is_gone_within_the_idle_limit_and_two_seconds()
    {
        var backend = await PlayedAsync("leave");

        await Poll.UntilAsync(async () => !await plane.HasContainerAsync(backend), TimeSpan.FromSeconds(IdleSeconds + 2), "the container to be gone");
    }

    [DockerFact("nats-server")]
    public async Task What_ended_by_idleness_says_that_it_was_swept()
    {
        var backend = await PlayedAsync("swept");

        await plane.UntilStatusAsync(backend, "terminated");
        Assert.Equal("swept", (await plane.StatusAsync(backend))["termination_reason"]);
    }

    [DockerFact("nats-server")]
    public async Task The_url_of_an_ended_session_is_gone_at_both_proxies()
    {
        var image = await GameImage.EnsureAsync(plane.Engine);
        var connected = await plane.ConnectedAsync("gone", image, new { max_idle_seconds = IdleSeconds });
        await plane.UntilStatusAsync(connected.Backend, "terminated");

        foreach (var drone in new[] { "one", "two" })
        {
            using var response = await plane.Http.GetAsync(plane.Through(drone, connected["url"]!));
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        }
    }

    [DockerFact("nats-server")]
    public async Task The_next_connect_gets_a_new_backend_with_a_higher_fencing_token()
    {
        var key = KeyName.Parse("scenarios", "again");
        var image = await GameImage.EnsureAsync(plane.Engine);
        var first = await plane.ConnectedAsync(key.Name, image, new { max_idle_seconds = IdleSeconds });
        var before = (await plane.Keys.ReadAsync(key, default)).Entry!.Value;
        await plane.UntilStatusAsync(first.Backend, "terminated");

        var second = await plane.ConnectedAsync(key.Name, image);

        var after = (await plane.Keys.ReadAsync(key, default)).Entry!.Value;
        Assert.NotEqual(first.Backend, second.Backend);
        Assert.Equal((first.Backend, second.Backend), (before.Backend.Value, after.Backend.Value));
        Assert.True(after.FencingToken > before.FencingToken, $"{after.FencingToken} after {before.FencingToken}");
    }

    /// <summary>Two were there, longer than the idle limit, and have left.</summary>
    private async Task<string> PlayedAsync(string key)
    {
        var connected = await plane.ConnectedAsync(key, await GameImage.EnsureAsync(plane.Engine), new { max_idle_seconds = IdleSeconds });
        using var first = await Player.ConnectAsync(plane.Through("one", connected["url"]!), "a", _limit.Token);
        using var second = await Player.ConnectAsync(plane.Through("two", connected["url"]!), "b", _limit.Token);
        await first.SeesAsync(static view => view.GetProperty("turn").GetInt32() == 1, _limit.Token);
        await first.LeaveAsync(_limit.Token);
        await second.LeaveAsync(_limit.Token);
        return connected.Backend;
    }
}
