using System.Net;
using System.Net.WebSockets;

namespace Plane.Tests.Samples.DropFour;

/// <summary>The real process, its page and its WebSocket.</summary>
public sealed class GameTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30), TimeProvider.System);

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Two_players_play_a_round_to_its_end_and_a_third_one_watches()
    {
        await using var sample = await DropFourProcess.StartAsync(_limit.Token);
        using var first = await Player.ConnectAsync(sample, "a", _limit.Token);
        await first.SeesAsync(view => view.GetProperty("you").GetInt32() == 1 && view.GetProperty("turn").GetInt32() == 0, _limit.Token);
        using var second = await Player.ConnectAsync(sample, "b", _limit.Token);
        using var third = await Player.ConnectAsync(sample, "c", _limit.Token);

        int[] columns = [0, 0, 1, 1, 2, 2, 3];
        for (var discs = 0; discs < columns.Length; discs++)
        {
            var player = discs % 2 == 0 ? first : second;
            await player.SeesAsync(view => view.GetProperty("discs").GetInt32() == discs && IsMyTurn(view), _limit.Token);
            await player.SayAsync($$"""{"type":"drop","column":{{columns[discs]}}}""", _limit.Token);
        }

        foreach (var player in new[] { first, second, third })
        {
            var end = await player.SeesAsync(view => view.GetProperty("winner").GetInt32() == 1, _limit.Token);
            Assert.Equal([35, 36, 37, 38], end.GetProperty("line").EnumerateArray().Select(cell => cell.GetInt32()));
            Assert.Equal(1, end.GetProperty("spectators").GetInt32());
        }
    }

    [Fact]
    public async Task A_player_who_connects_again_has_the_same_seat()
    {
        await using var sample = await DropFourProcess.StartAsync(_limit.Token);
        using var other = await Player.ConnectAsync(sample, "b", _limit.Token);

        // A connection is answered before its visitor sits down: whoever comes next must not overtake.
        await other.SeesAsync(view => view.GetProperty("you").GetInt32() == 1, _limit.Token);
        using (var first = await Player.ConnectAsync(sample, "a", _limit.Token))
        {
            await first.SeesAsync(view => view.GetProperty("you").GetInt32() == 2, _limit.Token);
        }

        await other.SeesAsync(view => view.GetProperty("seats")[1] is { ValueKind: System.Text.Json.JsonValueKind.Object } seat
            && seat.GetProperty("keptSeconds").ValueKind == System.Text.Json.JsonValueKind.Number, _limit.Token);
        using var watcher = await Player.ConnectAsync(sample, "c", _limit.Token);
        using var again = await Player.ConnectAsync(sample, "a", _limit.Token);

        await watcher.SeesAsync(view => view.GetProperty("you").GetInt32() == 0, _limit.Token);
        await again.SeesAsync(view => view.GetProperty("you").GetInt32() == 2, _limit.Token);
    }

    [Fact]
    public async Task A_second_tab_with_the_same_session_takes_the_first_ones_place()
    {
        await using var sample = await DropFourProcess.StartAsync(_limit.Token);
        using var older = await Player.ConnectAsync(sample, "a", _limit.Token);
        await older.SeesAsync(_ => true, _limit.Token);
        using var newer = await Player.ConnectAsync(sample, "a", _limit.Token);

        Assert.Equal((WebSocketCloseStatus)4001, await older.SeesEndAsync(_limit.Token));
        await newer.SeesAsync(view => view.GetProperty("you").GetInt32() == 1, _limit.Token);
    }

    [Fact]
    public async Task What_is_not_understood_changes_nothing()
    {
        await using var sample = await DropFourProcess.StartAsync(_limit.Token);
        using var player = await Player.ConnectAsync(sample, "a", _limit.Token);

        await player.SayAsync("not json", _limit.Token);
        await player.SayAsync("""{"type":"drop","column":99}""", _limit.Token);
        await player.SayAsync("""{"type":"fly"}""", _limit.Token);

        await player.SeesAsync(view => view.GetProperty("discs").GetInt32() == 0, _limit.Token);
        using var noUpgrade = await sample.Client.GetAsync("ws?session=a", _limit.Token);
        Assert.Equal(HttpStatusCode.BadRequest, noUpgrade.StatusCode);
    }

    [Fact]
    public async Task SIGTERM_closes_the_sockets_with_1001_and_ends_the_process_with_0()
    {
        await using var sample = await DropFourProcess.StartAsync(_limit.Token);
        using var player = await Player.ConnectAsync(sample, "a", _limit.Token);

        var ending = player.SeesEndAsync(_limit.Token);
        var exitCode = await sample.TerminateAsync(_limit.Token);

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await ending);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task The_page_refers_to_nothing_but_itself()
    {
        await using var sample = await DropFourProcess.StartAsync(_limit.Token);

        var page = await sample.Client.GetStringAsync("", _limit.Token);

        Assert.Contains("new URL(\"ws\", location.href)", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)\s*=\s*["'](?!data:)""", page);
        Assert.DoesNotMatch("""(@import|fetch\(|url\((?!#))""", page);
    }

    private static bool IsMyTurn(System.Text.Json.JsonElement view) =>
        view.GetProperty("turn").GetInt32() == view.GetProperty("you").GetInt32();
}
