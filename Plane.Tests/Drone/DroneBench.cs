using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone;
using Plane.Drone.Agent;
using Plane.Drone.Guard;
using Plane.State;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Tests.Drone;

/// <summary>One nats-server, drones on it in this process, and a hand-made controller. All lease times are a tenth of the real ones.</summary>
internal sealed class DroneBench : IAsyncDisposable
{
    public const double Scale = 0.1;

    /// <summary>For a drone that is killed and shall be back in time, which is half a minute so: its start alone takes seconds where many tests run.</summary>
    public const double Restarting = 0.8;

    /// <summary>For who is to be killed in time: beside other tests the second between the deadline and the entry's end that a tenth leaves is short.</summary>
    public const double Ending = 0.2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-drone-").FullName;
    private readonly List<WebApplication> _drones = [];
    private readonly List<Process> _children = [];
    private readonly double _scale;
    private IHost _program = null!;

    private DroneBench(double scale) => (_scale, Timings) = (scale, LeaseTimings.Default.Scaled(scale));

    public LeaseTimings Timings { get; }

    /// <summary>Unlike any other's, so that tests do not find each other's containers.</summary>
    public DroneId Drone { get; } = DroneId.New(Entropy.System);

    public NatsServer Server { get; private set; } = null!;

    public HandController Controller { get; private set; } = null!;

    public DockerEngine Engine { get; } = new();

    /// <summary>The stores, as any program on this NATS has them.</summary>
    public IServiceProvider Services => _program.Services;

    public string StateDirectory => Path.Combine(_directory, "state");

    public static async Task<DroneBench> StartAsync(double scale = Scale)
    {
        var bench = new DroneBench(scale) { Server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true }) };
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        builder.Services.AddSingleton(bench.Timings);
        builder.Services.AddSingleton<INatsConnection>(_ => new NatsConnection(new NatsOpts { Url = bench.Server.Url, SerializerRegistry = NatsClientDefaultSerializerRegistry.Default }));
        builder.Services.AddPlaneState();
        builder.Services.AddKeysView();
        bench._program = builder.Build();
        await bench._program.StartAsync();
        await bench._program.Services.GetRequiredService<StoreSetup>().Done.WaitAsync(Patience);
        bench.Controller = new HandController(bench._program.Services, bench.Timings);
        return bench;
    }

    /// <summary>Settings of a drone on this bench, as command-line arguments; later ones win.</summary>
    public string[] Arguments(string? natsUrl, params string[] more) =>
    [
        $"--ConnectionStrings:nats={natsUrl ?? Server.Url}",
        $"--Plane:Leases:Scale={_scale.ToString(CultureInfo.InvariantCulture)}",
        $"--Plane:Drone:Id={Drone}",
        $"--Plane:Drone:Cluster={HandController.Cluster}",
        $"--Plane:Drone:StateDirectory={StateDirectory}",
        "--Plane:Drone:Proxy:HttpPort=0",
        "--Plane:Drone:Proxy:HttpAddress=127.0.0.1",
        "--urls=http://127.0.0.1:0",
        "--Logging:LogLevel:Default=Warning",
        .. more,
    ];

    public Task<WebApplication> StartDroneAsync(params string[] more) => StartDroneAtAsync(null, more);

    public async Task<WebApplication> StartDroneAtAsync(string? natsUrl, params string[] more)
    {
        var drone = DroneApp.Build(Arguments(natsUrl, more));
        _drones.Add(drone);
        await drone.StartAsync();
        await Controller.ReadyDroneAsync(Drone);
        return drone;
    }

    /// <summary>A drone in a process of its own, to be killed.</summary>
    public async Task<Process> StartChildAsync(params string[] more)
    {
        var before = (await Controller.Drones.ReadAsync(HandController.Cluster, Drone, default)).Entry?.Value.Incarnation ?? 0;
        var process = await StartProcessAsync(more);
        await Poll.UntilAsync(
            async () => !process.HasExited && (await Controller.Drones.ReadAsync(HandController.Cluster, Drone, default)).Entry?.Value is { State: DroneState.Ready } record && record.Incarnation > before,
            Patience,
            "the child drone to be ready");
        return process;
    }

    /// <summary>The drone's proxy in a process of its own, and the port that clients reach.</summary>
    public async Task<(Process Process, int Port)> StartProxyAsync(params string[] more)
    {
        var process = await StartProcessAsync(["--Plane:Drone:Roles:0=proxy", .. more]);
        string? authority = null;
        await Poll.UntilAsync(
            () => !process.HasExited && (authority = ProxyNote.Living(StateDirectory) is { } note && note.Process.Id == process.Id ? note.Authority : null) is not null, Patience, "the proxy's process to be open");
        return (process, int.Parse(authority!.AsSpan(authority!.LastIndexOf(':') + 1), CultureInfo.InvariantCulture));
    }

    public Task UntilNoIntentAsync(SpawnedByHand spawned) => Poll.UntilAsync(
        async () => (await _program.Services.GetRequiredService<Bucket<TerminateIntent>>().ReadAsync(IntentsStore.KeyOf(HandController.Cluster, Drone, spawned.Backend), default)).Result == ReadResult.Missing,
        Patience,
        "the intent to be deleted");

    public async Task StopDroneAsync(WebApplication drone)
    {
        _drones.Remove(drone);
        await drone.StopAsync();
        await drone.DisposeAsync();
    }

    public async Task<bool> HasContainerAsync(SpawnedByHand spawned) => (await Engine.ListContainersAsync(spawned.Container)).Count > 0;

    public Task TerminateAsync(SpawnedByHand spawned, TerminationKind kind) =>
        Controller.Intents.TerminateAsync(HandController.Cluster, Drone, spawned.Backend, new TerminateIntent(kind, TerminationReason.External), default).AsTask();

    public async ValueTask DisposeAsync()
    {
        foreach (var drone in _drones.ToList())
        {
            await StopDroneAsync(drone);
        }

        foreach (var child in _children.Where(static child => !child.HasExited))
        {
            child.Kill();
            await child.WaitForExitAsync();
        }

        await _program.StopAsync();
        _program.Dispose();
        await RemoveLeftoversAsync();
        await Server.DisposeAsync();
        Engine.Dispose();
    }

    private async Task<Process> StartProcessAsync(string[] more)
    {
        var command = GuardOptions.OwnCommand();
        var start = new ProcessStartInfo(command[0]) { WorkingDirectory = _directory };
        foreach (var argument in command.Skip(1).Concat(Arguments(null, more)))
        {
            start.ArgumentList.Add(argument);
        }

        var process = await ChildProcess.StartAsync(start);
        _children.Add(process);
        return process;
    }

    /// <summary>Guards outlive their drones while their journal holds anything.</summary>
    private async Task RemoveLeftoversAsync()
    {
        if (Directory.Exists(StateDirectory))
        {
            foreach (var entry in new GuardJournal(StateDirectory).ReadAll())
            {
                await Engine.RemoveContainersAsync($"plane-{entry.Backend}");
            }

            await Poll.UntilAsync(() => GuardFiles.LivingGuard(StateDirectory) is null, TimeSpan.FromSeconds(60), "the guard to end");
        }

        Directory.Delete(_directory, recursive: true);
    }
}
