using System.Text.Json;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller.Interactive;

/// <summary>Many calls at once.</summary>
public sealed class CrowdTests(InteractiveFixture plane) : IClassFixture<InteractiveFixture>
{
    private const int Calls = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [PeerFact]
    public async Task Five_hundred_calls_at_once_are_each_served_and_leave_nothing()
    {
        var drone = await plane.Plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var backend = BackendId.Parse((await plane.Plane.ConnectAsync(ControllerFixture.Body(drone.Cluster))).Backend);
        await Poll.UntilAsync(() => drone.Running.TryGetValue(backend, out var known) && known.Revision > 0, Limit, "the drone to have accepted");
        var before = await SubscriptionsAsync();
        var clients = new CallClient[Calls];

        // A few at a time: each has a second to say what it wants.
        await Parallel.ForAsync(0, Calls, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            clients[i] = await plane.ConnectAsync(i % 2 == 0 ? null : "pow-1");
            await (i % 4 < 2 ? clients[i].CallAsync("status", backend.Value) : clients[i].CallAsync("t-echo"));
        });
        await Task.WhenAll(clients.Select(static client => client.TextAsync()));
        Assert.Equal(Calls, plane.Open.Count);

        await drone.EndAsync(backend);
        await Task.WhenAll(clients.Where(static (_, i) => i % 4 == 2).Select(static client => client.SignalAsync("cancel")));
        await Task.WhenAll(clients.Where(static (_, i) => i % 4 == 3).Select(static client => client.SignalAsync("close")));
        var ends = await Task.WhenAll(clients.Select(static client => client.EndAsync()));

        Assert.All(ends, static end => Assert.Single(end.Finals));
        Assert.All(ends.Where(static (_, i) => i % 4 < 2), static end => Assert.EndsWith("terminated", end.Output.TrimEnd('\n'), StringComparison.Ordinal));
        Array.ForEach(clients, static client => client.Dispose());
        await plane.NothingIsLeftAsync();
        await Poll.UntilAsync(async () => await SubscriptionsAsync() <= before, Limit, "no subscription to be left");
    }

    [PeerFact]
    public async Task More_than_may_be_are_refused_and_there_is_room_again()
    {
        using var http = await plane.Plane.StartControllerAsync([.. InteractiveFixture.Settings, ("Plane:Api:MaxCalls", "1")]);
        var address = new Uri(http.BaseAddress!.ToString().Replace("http://", "ws://", StringComparison.Ordinal) + "api/v1/ws");
        using (await CallClient.ConnectAsync(address, null, InteractiveFixture.Token))
        {
            await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => CallClient.ConnectAsync(address, null, InteractiveFixture.Token));
        }

        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    (await CallClient.ConnectAsync(address, null, InteractiveFixture.Token)).Dispose();
                    return true;
                }
                catch (System.Net.WebSockets.WebSocketException)
                {
                    return false;
                }
            },
            Limit,
            "room again");
    }

    private async Task<int> SubscriptionsAsync()
    {
        using var http = new HttpClient();
        return JsonElement.Parse(await http.GetStringAsync(new Uri(plane.Plane.Server.MonitorUrl, "/varz"))).GetProperty("subscriptions").GetInt32();
    }
}
