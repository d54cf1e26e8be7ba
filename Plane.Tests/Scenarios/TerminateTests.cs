using System.Net.WebSockets;
using Peers;
using Plane.Tests.Samples.DropFour;

namespace Plane.Tests.Scenarios;

/// <summary>A soft terminate while somebody is connected.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class TerminateTests(Topology plane) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60), TimeProvider.System);

    public void Dispose() => _limit.Dispose();

    [DockerFact("nats-server")]
    public async Task The_socket_ends_with_a_close_frame()
    {
        var (backend, player) = await PlayingAsync("close", "two");
        using var open = player;

        await plane.SoftTerminateAsync(backend);

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await player.SeesEndAsync(_limit.Token));
    }

    [DockerFact("nats-server")]
    public async Task The_container_goes_and_the_key_is_free()
    {
        var (backend, player) = await PlayingAsync("freed", "two");
        using var open = player;

        await plane.SoftTerminateAsync(backend);
        await plane.UntilStatusAsync(backend, "terminated");

        Assert.False(await plane.HasContainerAsync(backend));
        var next = await plane.ConnectedAsync("freed", await GameImage.EnsureAsync(plane.Engine));
        Assert.True(next.Spawned);
        Assert.NotEqual(backend, next.Backend);
    }

    private async Task<(string Backend, Player Player)> PlayingAsync(string key, string drone)
    {
        var connected = await plane.ConnectedAsync(key, await GameImage.EnsureAsync(plane.Engine));
        var player = await Player.ConnectAsync(plane.Through(drone, connected["url"]!), "a", _limit.Token);
        await player.SeesAsync(static view => view.GetProperty("you").GetInt32() == 1, _limit.Token);
        return (connected.Backend, player);
    }
}
