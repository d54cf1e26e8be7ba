using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>How a drone's process ends while clients are connected.</summary>
public sealed class StopTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    [PeerFact]
    public async Task A_stop_ends_sockets_at_once_and_streams_after_the_time_they_are_given()
    {
        await using var scene = await ProxyScene.NewAsync(fixture, new Dictionary<string, string?> { ["Plane:Drone:Proxy:StopSeconds"] = "1" });
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var socket = await RawSocket.OpenAsync(scene.Drone, $"/{token}/ws", scene.Cluster.Value);
        using var client = scene.Drone.NewClient();
        using var stream = await client.GetAsync($"/{token}/events", HttpCompletionOption.ResponseHeadersRead);

        var stopped = scene.Drone.StopAsync();

        Assert.Equal(1012, (await socket.ClosedAsync()).Code);
        Assert.False(stopped.IsCompleted);
        await stopped.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [PeerFact]
    public async Task A_stop_sends_held_requests_elsewhere_and_does_not_wait_for_their_backends()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, Plane.Domain.Backends.BackendStatus.Loading);
        using var watch = new HoldWatch();
        using var client = scene.Drone.NewClient();
        var held = client.GetAsync($"/{await scene.ConnectAsync(id)}/");
        await watch.UntilAsync(id, 1);

        var stopped = scene.Drone.StopAsync();

        using var answer = await held.WaitAsync(ProxyScene.Limit);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        await stopped.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [PeerFact]
    public async Task A_client_that_leaves_while_it_is_held_leaves_nothing_behind()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.WriteAsync(id, Plane.Domain.Backends.BackendStatus.Loading);
        using var watch = new HoldWatch();
        using var client = scene.Drone.NewClient();
        using var leave = new CancellationTokenSource();
        var held = client.GetAsync($"/{await scene.ConnectAsync(id)}/", leave.Token);
        await watch.UntilAsync(id, 1);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await watch.EndedAsync(id, 1);
        Assert.DoesNotContain(scene.Drone.Errors, static error => error.Contains("unhandled", StringComparison.OrdinalIgnoreCase));
    }
}
