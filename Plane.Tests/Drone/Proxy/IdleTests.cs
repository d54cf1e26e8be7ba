using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>What keeps a backend alive, and what the configuration takes out of the count.</summary>
public sealed class IdleTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const string Idle = "Plane:Drone:Proxy:Idle:";

    [PeerFact]
    public async Task Watchers_do_not_count_by_their_path_or_their_name_and_are_closed_with_the_rest()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Idle + "IgnoredPaths:0"] = "/drip", [Idle + "IgnoredAgents:0"] = "kube-probe" });
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        var before = scene.Drone.Ledger.UseOf(id);

        foreach (var drone in new[] { scene.Drone, other })
        {
            using var client = drone.NewClient();
            using var byPath = await client.GetAsync($"/{token}/drip", HttpCompletionOption.ResponseHeadersRead);
            client.DefaultRequestHeaders.UserAgent.ParseAdd("Kube-Probe/1.30");
            using var byName = await client.GetAsync($"/{token}/events", HttpCompletionOption.ResponseHeadersRead);
            await Poll.UntilAsync(() => scene.Drone.Ledger.DetailOf(id, 10).Oldest.Count == 2, ProxyScene.Limit, "two connections that do not count");
            Assert.Equal(before, scene.Drone.Ledger.UseOf(id));
        }

        using var user = scene.Drone.NewClient();
        using (await user.GetAsync($"/{token}/dripping"))
        {
            Assert.NotEqual(before, scene.Drone.Ledger.UseOf(id));
        }

        using var last = await user.GetAsync($"/{token}/drip", HttpCompletionOption.ResponseHeadersRead);
        scene.Drone.Ledger.OrderClose(id);
        await Assert.ThrowsAnyAsync<Exception>(async () => await last.Content.CopyToAsync(Stream.Null));
        await Poll.UntilAsync(() => backend.Busy == 0, ProxyScene.Limit, "the backend's answers to end");
    }

    [PeerFact]
    public async Task A_socket_with_nothing_but_pings_counts_no_more_until_a_message_comes()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { [Idle + "PingOnlySeconds"] = "1" });
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var socket = await RawSocket.OpenAsync(scene.Drone, $"/{token}/ws", scene.Cluster.Value);
        await scene.OpenIsAsync(id, 1);

        // Pings go on all the while.
        var quiet = scene.OpenIsAsync(id, 0);
        while (!quiet.IsCompleted)
        {
            await socket.SendAsync(9);
            await Task.WhenAny(quiet, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }

        await quiet;
        await socket.SendAsync(1);
        await scene.OpenIsAsync(id, 1);

        socket.Dispose();
        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task Without_the_option_a_silent_socket_counts_for_as_long_as_it_is_open()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var socket = await RawSocket.OpenAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws", scene.Cluster.Value);
        await scene.OpenIsAsync(id, 1);

        await socket.SendAsync(9);
        await socket.UntilAsync(2);
        Assert.Equal(1, scene.Drone.Ledger.UseOf(id).Open);
    }
}
