using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Contracts.Records;
using Plane.Controller;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Drones;
using Plane.State.Keys;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Controller;

/// <summary>A nats-server, the real controller in this process on a free port, and fake drones. Times are a tenth, so that a TTL is 6 s.</summary>
public class ControllerFixture : IAsyncLifetime
{
    public const double Scale = 0.1;
    private readonly List<IAsyncDisposable> _started = [];
    private readonly List<WebApplication> _controllers = [];

    public static LeaseTimings Timings { get; } = LeaseTimings.Default.Scaled(Scale);

    public NatsServer Server { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The first controller's services.</summary>
    public IServiceProvider Services { get; private set; } = null!;

    /// <summary>A connection of the test's own.</summary>
    public NatsConnection Nats { get; private set; } = null!;

    public KeysStore Keys => Services.GetRequiredService<KeysStore>();

    public BackendsStore Backends => Services.GetRequiredService<BackendsStore>();

    public LiveView<BackendRecord> Records => Services.GetRequiredService<LiveView<BackendRecord>>();

    public async Task InitializeAsync()
    {
        Server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true, Config = ServerConfig });
        Nats = new NatsConnection(new NatsOpts { Url = Server.Url, SerializerRegistry = NatsClientDefaultSerializerRegistry.Default });
        Http = await StartControllerAsync();
        Services = _controllers[0].Services;
    }

    /// <summary>Of the lease timings of the controllers.</summary>
    protected virtual double LeaseScale => Scale;

    /// <summary>More lines for the server's configuration.</summary>
    protected virtual string ServerConfig => "";

    /// <summary>Another controller on the same store, or the first.</summary>
    public Task<HttpClient> StartControllerAsync(params (string Name, string Value)[] settings) => StartControllerAsync(static _ => { }, settings);

    /// <param name="configure">What it is given beyond its settings.</param>
    public async Task<HttpClient> StartControllerAsync(Action<WebApplicationBuilder> configure, params (string Name, string Value)[] settings)
    {
        var log = new ErrorLog(LogLevel.Debug, "Plane.");
        var app = ControllerApp.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ConnectionStrings:nats"] = Server.Url,
                ["Plane:Leases:Scale"] = LeaseScale.ToString(CultureInfo.InvariantCulture),
                ["Plane:Controller:FreshStore"] = "true",
                ["Plane:Controller:StreamKeepAliveSeconds"] = "1",
                ["urls"] = "http://127.0.0.1:0",
            });
            builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static pair => pair.Name, static pair => (string?)pair.Value));
            configure(builder);
            builder.Logging.ClearProviders();
            builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log);
        });
        _controllers.Add(app);
        await app.StartAsync();
        var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
        var gate = app.Services.GetRequiredService<GrantGate>();
        try
        {
            await Poll.UntilAsync(async () => gate.IsOpen && (await http.GetAsync("/pub/health")).IsSuccessStatusCode, TimeSpan.FromSeconds(20), "the controller to be ready");
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It said:\n{string.Join('\n', log.Messages)}", exception);
        }

        return http;
    }

    /// <summary>Of one that <c>StartControllerAsync</c> started.</summary>
    public IServiceProvider ServicesOf(HttpClient http) => _controllers.Single(controller => new Uri(controller.Urls.Single()) == http.BaseAddress).Services;

    /// <summary>Ends one that <c>StartControllerAsync</c> started, as a restart does.</summary>
    public async Task StopControllerAsync(HttpClient http)
    {
        var app = _controllers.Single(controller => new Uri(controller.Urls.Single()) == http.BaseAddress);
        _controllers.Remove(app);
        await app.StopAsync();
        await app.DisposeAsync();
        http.Dispose();
    }

    /// <summary>A cluster of the test's own, so that tests do not see each other's drones.</summary>
    public static ClusterName NewCluster() => ClusterName.Parse($"c{Guid.NewGuid():N}.test:9090");

    public async Task<FakeDrone> StartDroneAsync(ClusterName cluster, string id, Manner manner = Manner.Accepts, Func<DroneRecord, DroneRecord>? change = null)
    {
        var word = new DroneRecord
        {
            Cluster = cluster,
            Drone = DroneId.Parse(id),
            Incarnation = 1,
            IsAgent = true,
            IsProxy = true,
            State = DroneState.Ready,
            Pool = "",
            Version = "test",
        };
        var drone = new FakeDrone(Nats, Keys, Backends, Services.GetRequiredService<DronesStore>(), cluster, id) { Manner = manner, Word = change?.Invoke(word) ?? word };
        _started.Add(drone);
        await drone.StartAsync();
        await DronesSeenAsync(drone);
        var heart = new Heart(drone, Timings.Heartbeat);
        _started.Add(heart);
        return drone;
    }

    public static object Body(ClusterName cluster, string? key = null, string tag = "", object? spawn = null) => new
    {
        key = key is null ? null : new { name = key, @namespace = "tests", tag },
        spawn_config = spawn ?? new { cluster = cluster.Value, executable = new { image = "plane/test:1" } },
    };

    public async Task<Answer> ConnectAsync(object body, HttpClient? http = null)
    {
        using var response = await (http ?? Http).PostAsJsonAsync("/ctrl/connect", body);
        return await Answer.OfAsync(response);
    }

    public async Task<Answer> PostAsync(string path, string body, string? contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = contentType is null ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        using var response = await Http.PostAsync(path, content);
        return await Answer.OfAsync(response);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await Answer.OfAsync(response);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        foreach (var started in Enumerable.Reverse(_started))
        {
            await started.DisposeAsync();
        }

        foreach (var controller in _controllers)
        {
            await controller.StopAsync();
            await controller.DisposeAsync();
        }

        await Nats.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task DronesSeenAsync(FakeDrone drone)
    {
        foreach (var controller in _controllers)
        {
            var view = controller.Services.GetRequiredService<LiveView<DroneRecord>>();
            await view.WaitAsync(DronesStore.KeyOf(drone.Cluster, drone.Id), static seen => seen is not null, TimeSpan.FromSeconds(10), CancellationToken.None);
        }
    }
}
