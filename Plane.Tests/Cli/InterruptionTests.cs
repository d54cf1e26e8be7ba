using Peers;
using Plane.Domain.Backends;

namespace Plane.Tests.Cli;

/// <summary>What breaks off while <c>plane connect</c> waits.</summary>
public sealed class InterruptionTests(CliFixture plane) : IClassFixture<CliFixture>
{
    [PeerFact]
    public async Task A_controller_that_restarts_meanwhile_does_no_harm()
    {
        var drone = await plane.DroneAsync();
        var controller = await plane.StartControllerAsync(("urls", $"http://127.0.0.1:{FreePort.Tcp()}"));
        var address = controller.BaseAddress!;
        var (process, id) = await plane.ConnectAsync(drone, address);
        await using var ending = process;
        await process.ToldAsync("loading");

        await plane.StopControllerAsync(controller);
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Starting });
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Waiting });
        await plane.StartControllerAsync(("urls", address.ToString()));
        await process.ToldAsync("waiting");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });
        var result = await process.EndAsync();

        Assert.Equal((0, 1), (result.Code, result.Lines.Length));
        Assert.Equal(["scheduled", "loading", "starting", "waiting", "ready"], result.Error.Split('\n')[1..].Select(static line => line.Split(' ')[^1]));
    }

    [PeerFact]
    public async Task A_connection_that_is_cut_is_made_again_and_nothing_is_told_twice()
    {
        var drone = await plane.DroneAsync();
        await using var relay = new Relay(plane.Address);
        var (process, id) = await plane.ConnectAsync(drone, relay.Address);
        await using var ending = process;
        await process.ToldAsync("loading");

        relay.Cut();
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });
        var result = await process.EndAsync();

        Assert.Equal((0, 1), (result.Code, result.Lines.Length));
        Assert.Equal(["scheduled", "loading", "ready"], result.Error.Split('\n')[1..].Select(static line => line.Split(' ')[^1]));
    }

    [PeerFact]
    public async Task Ctrl_C_ends_the_wait_and_says_that_the_backend_goes_on_and_how_to_stop_it()
    {
        var drone = await plane.DroneAsync();
        var (process, id) = await plane.ConnectAsync(drone);
        await using var ending = process;
        await process.ToldAsync("loading");

        var pressed = TimeProvider.System.GetTimestamp();
        process.Interrupt();
        var result = await process.EndAsync();

        Assert.Equal((130, ""), (result.Code, result.Output));
        Assert.EndsWith($"Stopped waiting. Backend {id} goes on starting; to stop it: plane terminate {id}", result.Error, StringComparison.Ordinal);
        Assert.True(TimeProvider.System.GetElapsedTime(pressed) < TimeSpan.FromSeconds(2), "it took its time");
    }

    [PeerFact]
    public async Task Ctrl_C_while_it_ends_says_that_the_order_stands()
    {
        var drone = await plane.DroneAsync();
        var id = await plane.ReadyAsync(drone);
        await using var process = await CliProcess.StartAsync(plane.Address.ToString(), "terminate", id.Value);
        await process.ToldAsync("Sent the termination order");
        process.Interrupt();

        var result = await process.EndAsync();

        Assert.Equal((130, ""), (result.Code, result.Output));
        Assert.EndsWith($"Stopped waiting. The order stands; to see: plane status {id}", result.Error, StringComparison.Ordinal);
    }
}
