using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Backends;

namespace Plane.Tests.Drone.Proxy;

/// <summary>How long a socket keeps its backend: for as long as somebody is at its other end.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class LastingTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const int Periods = 200;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    [PeerFact]
    public async Task A_socket_that_speaks_once_per_idle_period_lives_on_for_200_of_them()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var (spoken, empty) = (BackendId.New(Entropy.System), BackendId.New(Entropy.System));
        await scene.RunAsync(spoken);
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{await scene.ConnectAsync(spoken)}/ws");
        using var watch = new CancellationTokenSource();
        var (orders, others) = (new StopOrders(), new StopOrders());
        var watching = WatchAsync(scene, spoken, orders, watch.Token);

        for (var period = 0; period < Periods; period++)
        {
            await Task.Delay(Period, TimeProvider.System);
            await ProxyScene.EchoAsync(socket);
            Assert.False(orders.First.IsCompleted, $"It was ended in period {period}.");
        }

        // The same watch ends what nobody uses, and this one too once nobody does.
        await WatchAsync(scene, empty, others, watch.Token).WaitAsync(ProxyScene.Limit);
        Assert.Equal(TerminationReason.Swept, (await others.First).Reason);
        socket.Abort();
        await watching.WaitAsync(ProxyScene.Limit);
        Assert.Equal(TerminationReason.Swept, (await orders.First).Reason);
    }

    [FarMachineFact]
    public async Task A_silent_socket_whose_machine_is_gone_keeps_nothing_alive()
    {
        await using var machine = await FarMachine.StartAsync();
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(machine));
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        await machine.SayAsync(scene.Drone.Open.ProxyPort!.Value, Upgrade(await scene.ConnectAsync(id), scene.Cluster.Value), "\r\n\r\n");
        await scene.OpenIsAsync(id, 1);
        var orders = new StopOrders();
        var watching = WatchAsync(scene, id, orders, CancellationToken.None);

        await machine.CutAsync();

        await watching.WaitAsync(ProxyScene.Limit);
        Assert.Equal((TerminationReason.Swept, 0), ((await orders.First).Reason, scene.Drone.Ledger.UseOf(id).Open));
    }

    /// <summary>What is sent and not answered keeps the kernel from asking whether anybody is there.</summary>
    [FarMachineFact]
    public async Task Nor_does_one_whose_backend_goes_on_speaking_to_it()
    {
        await using var machine = await FarMachine.StartAsync();
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(machine));
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        await machine.SayAsync(scene.Drone.Open.ProxyPort!.Value, $"GET /{await scene.ConnectAsync(id)}/drip HTTP/1.1\r\nHost: {scene.Cluster}\r\n\r\n", "drop");
        await scene.OpenIsAsync(id, 1);
        await machine.CutAsync();

        var ended = scene.OpenIsAsync(id, 0);
        while (!ended.IsCompleted)
        {
            backend.Drop();
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }

        await ended;
    }

    [FarMachineFact]
    public async Task A_client_that_does_not_read_for_a_while_is_there_all_the_same()
    {
        await using var machine = await FarMachine.StartAsync();
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(machine));
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        var gone = BackendId.New(Entropy.System);
        await scene.RunAsync(gone);
        var port = scene.Drone.Open.ProxyPort!.Value;

        // More than all buffers on the way hold, which nobody takes: the program there says it all to a pipe that is not read.
        await machine.SayAsync(port, $"GET /{await scene.ConnectAsync(id)}/download?bytes=100000000 HTTP/1.1\r\nHost: {scene.Cluster}\r\n\r\n", "\r\n\r\n");
        await using var other = await FarMachine.StartAsync();
        Assert.Equal(1, backend.Busy);
        await other.SayAsync(port, Upgrade(await scene.ConnectAsync(gone), scene.Cluster.Value), "\r\n\r\n");
        await other.CutAsync();
        await scene.OpenIsAsync(gone, 0);

        Assert.Equal((1, 1), (scene.Drone.Ledger.UseOf(id).Open, backend.Busy));
    }

    private static Dictionary<string, string?> Settings(FarMachine machine) => new()
    {
        ["Plane:Drone:Proxy:HttpAddress"] = "0.0.0.0",
        ["Plane:Drone:Proxy:Limits:SilenceSeconds"] = "1",
    };

    private static string Upgrade(string token, string host) =>
        $"GET /{token}/ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    /// <summary>The supervisor's watch, on a period shorter than a spawn can name.</summary>
    private static Task WatchAsync(ProxyScene scene, BackendId backend, StopOrders orders, CancellationToken token)
    {
        var clock = scene.Drone.Get<TimeProvider>();
        var watch = new IdleWatch(backend, new BackendLimits(MaxIdleSeconds: 0), Period, lifetimeEnd: null, scene.Drone.Ledger, orders, clock);
        return watch.RunAsync(Task.FromResult(clock.GetElapsedTime(0)), token);
    }
}
