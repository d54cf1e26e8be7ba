using Peers;
using Plane.Tests.Browsing;
using Plane.Tests.Samples.DropFour;

namespace Plane.Tests.Scenarios;

/// <summary>What somebody sees who opens the URL that a connect gave.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class BrowserTests(Topology plane)
{
    [DockerFact("nats-server", "chromium")]
    public async Task A_browser_shows_the_game_waiting_for_the_second_player()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        var connected = await plane.ConnectedAsync("browser", await GameImage.EnsureAsync(plane.Engine));

        await using var browser = await Browser.StartAsync(limit.Token);
        var window = await browser.OpenAsync(connected["url"]!, limit.Token);

        await DropFourPage.SeatedAloneAsync(window, limit.Token);
    }
}
