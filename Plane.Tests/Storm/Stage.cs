using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Contracts.Records;
using Plane.Controller;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Guard;
using Plane.State;
using Plane.State.Buckets;
using Plane.State.Keys;

namespace Plane.Tests.Storm;

/// <summary>
/// Three NATS servers, two controllers and three drones, each a process with loopback addresses and ways to NATS of its own, and an engine whose
/// containers all write into one file.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private const string Folder = "sessions";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ClusterName Cluster = ClusterName.Parse("storm.test:9090");
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-storm-").FullName;
    private readonly double _scale;
    private IHost _program = null!;
    private bool _isForgotten;

    private Stage(double scale) => _scale = scale;

    public NatsCluster Nats { get; private set; } = null!;

    public StormEngine Engine { get; private set; } = null!;

    public ImmutableArray<StormProgram> Controllers { get; private set; } = [];

    public ImmutableArray<StormProgram> Drones { get; private set; } = [];

    /// <summary>Of each program, controllers first: one to each NATS server.</summary>
    public List<TcpRelay[]> Ways { get; } = [];

    public ImmutableArray<Uri> Urls { get; private set; } = [];

    /// <summary>What the sessions wrote. It stays, with the programs' logs beside it, unless <see cref="Forget"/> was called.</summary>
    public string Beats => Path.Combine(_directory, Folder, "beats");

    public LeaseTimings Timings => LeaseTimings.Default.Scaled(_scale);

    public static async Task<Stage> StartAsync(double scale)
    {
        var stage = new Stage(scale);
        try
        {
            await stage.BuildAsync();
            return stage;
        }
        catch (Exception)
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The process of a drone's living guard; null where it has none at the moment.</summary>
    public int? GuardOf(int drone) => GuardFiles.LivingGuard(StateOf(drone))?.Id;

    /// <summary>What a connect for a key asks for.</summary>
    public static object Wish(string key) => new
    {
        key = new { name = key, @namespace = "storm" },
        spawn_config = new
        {
            cluster = Cluster.Value,
            executable = new { image = TestImage.Beating.Name, pull_policy = "Never", mount = Folder },
            max_idle_seconds = 600,
            grace_seconds = 1,
        },
    };

    /// <summary>All went well: nothing need stay to be looked at.</summary>
    public void Forget() => _isForgotten = true;

    /// <summary>What is there now, by the engine, the records and the keys' leader.</summary>
    public async Task<StormRest> LookAsync(IEnumerable<string> keys)
    {
        var containers = (await Engine.Docker.ListContainersAsync("plane-")).Select(static name => BackendId.Parse(name["plane-".Length..]));
        var records = _program.Services.GetRequiredService<LiveView<BackendRecord>>().Current.Entries.Values.Where(static seen => seen.Value.Status != BackendStatus.Terminated);
        var holders = ImmutableSortedDictionary.CreateBuilder<string, BackendId>();
        foreach (var key in keys)
        {
            var read = await _program.Services.GetRequiredService<KeysStore>().ReadAsync(KeyName.Parse("storm", key), CancellationToken.None);
            if (read.Entry is { } entry)
            {
                holders[key] = entry.Value.Backend;
            }
        }

        return StormRest.None with
        {
            Containers = [.. containers],
            Records = records.ToImmutableDictionary(static seen => seen.Value.Backend, static seen => $"{seen.Value.Status} on {seen.Value.Drone}"),
            Holders = holders.ToImmutable(),
        };
    }

    /// <summary>Mends everything that is not as at the start, and waits until all drones and controllers serve.</summary>
    public async Task MendAsync()
    {
        Ways.SelectMany(static way => way).ToList().ForEach(static relay => relay.Thaw());
        foreach (var server in Nats.Servers)
        {
            await (server.IsRunning ? server.ThawAsync() : server.RestartAsync());
        }

        await Engine.ThawAsync();
        await Engine.RestartAsync();
        foreach (var program in Controllers.Concat(Drones))
        {
            await program.ThawAsync();
            await program.StartAsync();
        }

        for (var i = 0; i < Drones.Length; i++)
        {
            await (GuardOf(i) is { } guard ? ProcessSignals.ThawAsync(guard) : Task.CompletedTask);
        }

        await Nats.WaitUntilFormedAsync();
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Controllers.Concat(Drones))
        {
            await program.DisposeAsync();
        }

        foreach (var relay in Ways.SelectMany(static way => way))
        {
            await relay.DisposeAsync();
        }

        if (_program is not null)
        {
            await _program.StopAsync();
            _program.Dispose();
        }

        if (Engine is { } engine)
        {
            await engine.DisposeAsync();
        }

        // With their drones dead and their containers gone, guards end when they have looked at the engine that went last.
        for (var i = 0; i < Drones.Length; i++)
        {
            if (GuardOf(i) is { } guard)
            {
                await ProcessSignals.KillAsync(guard);
            }
        }

        if (Nats is { } nats)
        {
            await nats.DisposeAsync();
        }

        if (_isForgotten)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private async Task BuildAsync()
    {
        Directory.CreateDirectory(Path.Combine(_directory, Folder));
        Engine = await StormEngine.StartAsync(_directory);
        await Engine.Docker.EnsureAsync(TestImage.Beating);
        Nats = await NatsCluster.StartAsync(new NatsServerOptions { JetStream = true, Advertises = false });
        await StartProgramAsync();
        Urls = [.. Enumerable.Range(0, FaultDraw.Controllers).Select(static i => new Uri($"http://127.0.0.{21 + i}:{FreePort.Tcp()}"))];
        Controllers = [.. Urls.Select((url, i) => NewProgram($"controller-{i}", typeof(ControllerApp), [$"--urls={url}", "--Plane:Controller:FreshStore=true"]))];
        Drones = [.. Enumerable.Range(0, FaultDraw.Drones).Select(i => NewProgram($"drone-{i}", typeof(Plane.Drone.DroneApp), DroneArguments(i), (Plane.Drone.Runtime.Docker.EngineEndpoint.Variable, Engine.Address.OriginalString)))];
        await Task.WhenAll(Controllers.Concat(Drones).Select(static program => program.StartAsync()));
        await ReadyAsync();
    }

    /// <summary>A program of the test's own that looks at the store past all faults.</summary>
    private async Task StartProgramAsync()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        builder.Services.AddSingleton(Timings);
        builder.Services.AddSingleton<INatsConnection>(_ => new NatsConnection(new NatsOpts { Url = Nats.Url, SerializerRegistry = NatsClientDefaultSerializerRegistry.Default }));
        builder.Services.AddPlaneState().AddBackendsView(cluster: null).AddDronesView(cluster: null);
        _program = builder.Build();
        await _program.StartAsync();
        await _program.Services.GetRequiredService<StoreSetup>().Done.WaitAsync(Patience);
    }

    private StormProgram NewProgram(string name, Type type, string[] arguments, params (string Name, string Value)[] environment)
    {
        var way = Nats.Servers.Select(static server => TcpRelay.To(server.Port)).ToArray();
        Ways.Add(way);
        string[] all =
        [
            $"--ConnectionStrings:nats={string.Join(',', way.Select(static relay => $"nats://127.0.0.1:{relay.Port}"))}",
            $"--Plane:Leases:Scale={_scale.ToString(CultureInfo.InvariantCulture)}",
            "--Logging:LogLevel:Default=Information",
            "--Logging:LogLevel:Microsoft=Warning",
            "--Logging:Console:FormatterName=simple",
            "--Logging:Console:FormatterOptions:SingleLine=true",
            "--Logging:Console:FormatterOptions:TimestampFormat=HH:mm:ss.fff ",
            .. arguments,
        ];
        return new StormProgram(name, () => ProgramStart.StartAsync(ProgramStart.FileOf(type.Assembly), Path.Combine(_directory, name + ".log"), all, environment));
    }

    private string[] DroneArguments(int number) =>
    [
        $"--Plane:Drone:Id=dr-{number}",
        $"--Plane:Drone:Cluster={Cluster}",
        $"--Plane:Drone:StateDirectory={StateOf(number)}",
        $"--Plane:Drone:MountBase={_directory}",
        $"--Plane:Drone:PublicAddresses:0=127.0.0.{11 + number}",
        $"--Plane:Drone:Proxy:HttpAddress=127.0.0.{11 + number}",
        $"--Plane:Drone:Proxy:HttpPort={FreePort.Tcp()}",
        $"--Plane:Drone:Peer:Address=127.0.0.{11 + number}",
        $"--urls=http://127.0.0.{11 + number}:0",
    ];

    private string StateOf(int drone) => Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"drone-{drone}"));

    private async Task ReadyAsync()
    {
        var drones = _program.Services.GetRequiredService<LiveView<DroneRecord>>();
        await Poll.UntilAsync(() => drones.Current.Entries.Values.Count(static seen => seen.Value.State == DroneState.Ready) == FaultDraw.Drones, Patience, "the drones to be ready");
        using var http = new HttpClient { Timeout = Patience };
        foreach (var url in Urls)
        {
            await Poll.UntilAsync(async () => await IsHealthyAsync(http, url), Patience, "the controllers to be healthy");
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, Uri url)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(url, "/pub/health"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
