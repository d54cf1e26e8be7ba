using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Peers;
using Plane.Domain.Backends;
using Plane.Drone.Agent;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;
using Plane.ServiceDefaults.Configuration;
using Plane.State.Time;

namespace Plane.Tests.Drone;

/// <summary>Drones that stop, crash, come back or do not.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class RestartTests
{
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [DockerFact("nats-server")]
    public async Task A_drone_that_crashed_takes_its_container_back_with_the_connection_still_open()
    {
        // Half of that, because it is waited for.
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting / 2);
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartChildAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving, new BackendLimits(MaxIdleSeconds: 600));
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        using var connection = await OpenAsync(ready.Address!);
        var life = (await bench.Controller.ReadyDroneAsync(bench.Drone)).Incarnation;

        drone.Kill();
        await drone.WaitForExitAsync();
        var deadline = new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!.Deadline;
        await bench.StartChildAsync();
        await Poll.UntilAsync(async () => (await bench.Controller.EntryAsync(spawned))?.Incarnation > life, TimeSpan.FromSeconds(20), "the key to be the new life's");

        // Over the deadline that the guard had from the old life.
        await Poll.UntilAsync(() => BootClock.Instance.Elapsed() > deadline + bench.Timings.EngineSilence, TimeSpan.FromSeconds(30), "the old deadline to have passed");
        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
        Assert.StartsWith("HTTP/1", await AskAsync(connection), StringComparison.Ordinal);

        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    [DockerFact("nats-server")]
    public async Task A_drone_left_dead_has_its_container_removed_by_the_guard_before_the_key_expires()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Ending);
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartChildAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        var dying = Death.OfAsync(new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!.Process!, TimeSpan.FromSeconds(60));
        drone.Kill();
        await drone.WaitForExitAsync();

        Assert.InRange(await dying, DateTimeOffset.MinValue, await bench.Controller.ExpiryAsync(spawned));
        await Poll.UntilAsync(async () => !await bench.HasContainerAsync(spawned), TimeSpan.FromSeconds(20), "the guard to remove the container");
        await Poll.UntilAsync(() => GuardFiles.LivingGuard(bench.StateDirectory) is null, TimeSpan.FromSeconds(20), "the guard to end");
    }

    [DockerFact("nats-server")]
    public async Task A_drone_that_comes_back_too_late_releases_what_is_gone_as_lost()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartChildAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        drone.Kill();
        await drone.WaitForExitAsync();
        await bench.Engine.RemoveContainersAsync(spawned.Container);
        await bench.StartChildAsync();
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal((TerminationReason.Lost, BackendStatus.Ready), (ended.Reason, ended.LastStatus));
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [DockerFact("nats-server")]
    public async Task A_drone_killed_in_the_middle_of_a_spawn_leaves_no_container_and_no_stuck_key()
    {
        await using var bench = await DroneBench.StartAsync();
        await using var registry = TcpRelay.To(FreePort.Tcp());
        registry.Freeze();
        var drone = await bench.StartChildAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{registry.Port}/never/answered:1") });
        await bench.Controller.UntilAsync(spawned, BackendStatus.Loading);

        drone.Kill();
        await drone.WaitForExitAsync();
        var before = await bench.Controller.RecordAsync(spawned);
        await bench.StartChildAsync();
        var ended = await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        Assert.Equal(BackendStatus.Loading, before.Status);
        Assert.Equal((TerminationReason.Lost, BackendStatus.Loading), (ended.Reason, ended.LastStatus));
        Assert.False(await bench.HasContainerAsync(spawned));
        await bench.Controller.UntilFreeAsync(spawned);
    }

    [DockerFact("nats-server")]
    public async Task A_drone_told_to_stop_leaves_its_containers_to_its_next_life()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        await bench.Engine.EnsureAsync(TestImage.Http);
        var drone = await bench.StartDroneAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);

        await bench.StopDroneAsync(drone);
        await bench.StartDroneAsync();
        await Poll.UntilAsync(async () => (await bench.Controller.EntryAsync(spawned))?.Incarnation == 2, TimeSpan.FromSeconds(20), "the key to be the new life's");

        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    [DockerFact("nats-server")]
    public async Task A_guard_that_dies_is_started_again()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();
        var first = GuardFiles.LivingGuard(bench.StateDirectory)!;

        Assert.True(Signals.KillProcess(first.Id));
        await Poll.UntilAsync(() => GuardFiles.LivingGuard(bench.StateDirectory) is { } guard && guard != first, TimeSpan.FromSeconds(20), "another guard");
    }

    [DockerFact("nats-server")]
    public async Task A_second_drone_on_the_same_state_directory_says_why_it_does_not_start()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync();

        var refused = await Assert.ThrowsAsync<DroneStartException>(() => bench.StartDroneAsync());

        Assert.Contains(bench.StateDirectory, refused.Message, StringComparison.Ordinal);
    }

    [DockerFact("nats-server")]
    public async Task A_proxy_alone_tells_of_itself_and_beside_an_agent_the_agent_tells_for_both()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.StartDroneAsync("--Plane:Drone:Roles:0=proxy");
        var alone = await bench.Controller.ReadyDroneAsync(bench.Drone);
        await bench.StartDroneAsync("--Plane:Drone:Roles:0=agent");
        await Poll.UntilAsync(async () => (await bench.Controller.ReadyDroneAsync(bench.Drone)).IsAgent, TimeSpan.FromSeconds(20), "the agent's heartbeat");
        var both = await bench.Controller.ReadyDroneAsync(bench.Drone);

        Assert.Equal((false, true, null), (alone.IsAgent, alone.IsProxy, alone.PeerAddress));
        Assert.Equal((true, true, alone.ProxyAuthority), (both.IsAgent, both.IsProxy, both.ProxyAuthority));
        Assert.NotNull(both.PeerAddress);
    }

    [Fact]
    public async Task Requests_are_not_logged_for_their_paths_hold_tokens()
    {
        await using var drone = Plane.Drone.DroneApp.Build(["--Plane:Drone:Id=dr-1", "--Plane:Drone:Cluster=localhost:9091", "--Plane:Drone:StateDirectory=never-made", "--ConnectionStrings:nats=nats://127.0.0.1:1", "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Microsoft.AspNetCore=Debug"]);
        var logs = drone.Services.GetRequiredService<ILoggerFactory>();

        Assert.False(logs.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Critical));
        Assert.False(logs.CreateLogger("Yarp.ReverseProxy.Forwarder.HttpForwarder").IsEnabled(LogLevel.Information));
        Assert.True(logs.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").IsEnabled(LogLevel.Error));
    }

    [Fact]
    public void Wrong_settings_are_told_all_at_once()
    {
        var refused = Assert.Throws<SettingsException>(() => Plane.Drone.DroneApp.Build(["--Plane:Drone:Id=No Good", "--Plane:Drone:Capacity=0", "--Plane:Leases:Scale=0"]));

        Assert.All(["Plane:Drone:Id", "Plane:Drone:Cluster", "Plane:Drone:StateDirectory", "Plane:Drone:Capacity", "Plane:Leases:Scale"], key => Assert.Contains(key, refused.Message, StringComparison.Ordinal));
    }

    private static async Task<TcpClient> OpenAsync(string address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPEndPoint.Parse(address));
        return client;
    }

    private static async Task<string> AskAsync(TcpClient connection)
    {
        await connection.GetStream().WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
        var buffer = new byte[64];
        var read = await connection.GetStream().ReadAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
