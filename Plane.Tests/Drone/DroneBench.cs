using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone;
using Plane.Drone.Guard;
using Plane.State;
using Plane.State.Buckets;

namespace Plane.Tests.Drone;

/// <summary>One nats-server, drones on it in this process, and a hand-made controller. All lease times are a tenth of the real ones.</summary>
internal sealed class DroneBench : IAsyncDisposable
{
    public const double Scale = 0.1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-drone-").FullName;
    private readonly List<WebApplication> _drones = [];
    private IHost _program = null!;

    public static LeaseTimings Timings { get; } = LeaseTimings.Default.Scaled(Scale);

    /// <summary>Unlike any other's, so that tests do not find each other's containers.</summary>
    public DroneId Drone { get; } = DroneId.New(Entropy.System);

    public NatsServer Server { get; private set; } = null!;

    public HandController Controller { get; private set; } = null!;

    public DockerEngine Engine { get; } = new();

    public string StateDirectory => Path.Combine(_directory, "state");

    public static async Task<DroneBench> StartAsync()
    {
        var bench = new DroneBench { Server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true }) };
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        builder.Services.AddSingleton(Timings);
        builder.Services.AddSingleton<INatsConnection>(_ => new NatsConnection(new NatsOpts { Url = bench.Server.Url, SerializerRegistry = NatsClientDefaultSerializerRegistry.Default }));
        builder.Services.AddPlaneState();
        bench._program = builder.Build();
        await bench._program.StartAsync();
        await bench._program.Services.GetRequiredService<StoreSetup>().Done.WaitAsync(Patience);
        bench.Controller = new HandController(bench._program.Services);
        return bench;
    }

    /// <summary>Settings of a drone on this bench, as command-line arguments; later ones win.</summary>
    public string[] Arguments(string? natsUrl, params string[] more) =>
    [
        $"--ConnectionStrings:nats={natsUrl ?? Server.Url}",
        $"--Plane:Leases:Scale={Scale}",
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

    public async Task StopDroneAsync(WebApplication drone)
    {
        _drones.Remove(drone);
        await drone.StopAsync();
        await drone.DisposeAsync();
    }

    public async Task<bool> HasContainerAsync(SpawnedByHand spawned) => (await Engine.ListContainersAsync(spawned.Container)).Count > 0;

    public async ValueTask DisposeAsync()
    {
        foreach (var drone in _drones)
        {
            await drone.StopAsync();
            await drone.DisposeAsync();
        }

        await _program.StopAsync();
        _program.Dispose();
        await RemoveLeftoversAsync();
        await Server.DisposeAsync();
        Engine.Dispose();
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
