using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Records;
using Plane.Controller;
using Plane.Controller.Api.Interactive.Sockets;
using Plane.Dns;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone;
using Plane.Drone.Attach;
using Plane.Drone.Guard;
using Plane.State.Buckets;
using Plane.State.Drones;
using Plane.State.Keys;
using Plane.Tests.Controller;
using Plane.Tests.Controller.Interactive;
using Plane.Tests.Permissions;

namespace Plane.Tests.Scenarios;

/// <summary>
/// The whole product on free ports: nats-server, DNS, controller, and drones with containers on the real engine. As on one machine, the first drone's proxy
/// has the cluster's name. Every program is a user of its own with the permissions of samples/nats, and that none of them was refused anything is seen at the end.
/// </summary>
public sealed class Topology : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-scenario-").FullName;
    private readonly int[] _ports = FreePort.Several(3);
    private readonly Dictionary<string, WebApplication> _drones = [];
    private readonly List<Process> _children = [];
    private readonly double _scale;
    private readonly PeerCertificates? _certificates;
    private WebApplication _controller = null!;
    private WebApplication _dns = null!;

    /// <summary>As a fixture: with both drones, lease times a third of the real ones.</summary>
    public Topology()
        : this(0.3)
    {
    }

    /// <param name="certificates">With them NATS is spoken over TLS, with a client certificate.</param>
    internal Topology(double scale, PeerCertificates? certificates = null)
    {
        _scale = scale;
        _certificates = certificates;
    }

    /// <summary>Its port is this topology's alone, and so are the containers that carry it as a label.</summary>
    public ClusterName Cluster => ClusterName.Parse(Authority("one"));

    public PermittedNats Permitted { get; private set; } = null!;

    /// <summary>An application's.</summary>
    public NatsConnection Nats { get; private set; } = null!;

    public DockerEngine Engine { get; } = new();

    /// <summary>Names resolve themselves to loopback here; connections are not shared between tests.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };

    public IPEndPoint DnsServer => new(IPAddress.Loopback, _ports[2]);

    public KeysStore Keys => _controller.Services.GetRequiredService<KeysStore>();

    /// <summary>None of its programs in this process has given up.</summary>
    public bool IsWhole => _drones.Values.Append(_controller).Append(_dns).All(static app => !app.Lifetime.ApplicationStopping.IsCancellationRequested);

    public async Task InitializeAsync()
    {
        await StartCoreAsync();
        await StartDroneAsync("one");
        await StartDroneAsync("two");
    }

    /// <summary>Where the controller's interactive API takes calls; its token is <see cref="InteractiveFixture.Token"/>.</summary>
    public Uri CallSocket => new UriBuilder(ControllerUrl("/api/v1/ws/")) { Scheme = "ws" }.Uri;

    /// <summary>Of the controller.</summary>
    public Uri Controller => new(_controller.Urls.Single());

    /// <summary>What drones do over conduits at the moment.</summary>
    internal int OpenConduits => _drones.Values.Sum(static drone => drone.Services.GetRequiredService<AttachDesk>().Count);

    /// <summary>Backends that have not ended, as the controller knows them.</summary>
    internal IReadOnlyList<BackendRecord> Living =>
        [.. _controller.Services.GetRequiredService<LiveView<BackendRecord>>().Current.Entries.Values.Select(static seen => seen.Value).Where(static record => record.Status != BackendStatus.Terminated)];

    internal int OpenCalls => _controller.Services.GetRequiredService<OpenCalls>().Count;

    /// <summary>Everything but drones.</summary>
    public async Task StartCoreAsync()
    {
        Permitted = await PermittedNats.StartAsync(Cluster, ["dr-one", "dr-two"], _certificates);
        Nats = Permitted.Connect("application");

        // First of all: it alone may make the store.
        _controller = ControllerApp.Build([.. SharedAs("controller"), $"--Plane:Controller:DefaultCluster={Cluster}", "--Plane:Controller:FreshStore=true", .. InteractiveFixture.Settings.Select(static one => $"--{one.Name}={one.Value}")]);
        await _controller.StartAsync();
        await _controller.Services.GetRequiredService<GrantGate>().Opened.WaitAsync(Patience);
        _dns = DnsApp.Build([.. SharedAs("dns"), $"--Plane:Dns:Listen={DnsServer}", "--Plane:Dns:TtlSeconds=1"]);
        await _dns.StartAsync();
    }

    /// <param name="name"><c>one</c> or <c>two</c>.</param>
    public async Task StartDroneAsync(string name)
    {
        var drone = DroneApp.Build(DroneArguments(name));
        _drones.Add(name, drone);
        await drone.StartAsync();
        await UntilDroneAsync(name, static state => state == DroneState.Ready);
    }

    /// <summary>The same in a process of its own, to be killed.</summary>
    public async Task<Process> StartDroneProcessAsync(string name)
    {
        var command = GuardOptions.OwnCommand();
        var start = new ProcessStartInfo(command[0]) { WorkingDirectory = _directory };
        foreach (var argument in command.Skip(1).Concat(DroneArguments(name)))
        {
            start.ArgumentList.Add(argument);
        }

        var process = await ChildProcess.StartAsync(start);
        _children.Add(process);
        await UntilDroneAsync(name, static state => state == DroneState.Ready);
        return process;
    }

    public async Task StopDroneAsync(string name)
    {
        _drones.Remove(name, out var drone);
        await drone!.StopAsync();
        await drone.DisposeAsync();
    }

    public Uri ControllerUrl(string path) => new(new Uri(_controller.Urls.Single()), path);

    /// <summary>Waits for what a drone says of itself.</summary>
    public async Task UntilDroneAsync(string name, Func<DroneState?, bool> isIt)
    {
        var drones = _controller.Services.GetRequiredService<LiveView<DroneRecord>>();
        await drones.WaitAsync(DronesStore.KeyOf(Cluster, DroneId.Parse($"dr-{name}")), seen => isIt(seen?.Value.State), Patience, CancellationToken.None);
    }

    /// <summary>The same page through the named drone's proxy.</summary>
    public Uri Through(string name, string url) => new UriBuilder(url) { Port = PortOf(name) }.Uri;

    public async Task<Answer> ConnectAsync(string? key, string image, object? more = null, string @namespace = "scenarios")
    {
        var spawn = new Dictionary<string, object> { ["executable"] = new { image, pull_policy = "Never" }, ["max_idle_seconds"] = 60 };
        foreach (var property in more?.GetType().GetProperties() ?? [])
        {
            spawn[property.Name] = property.GetValue(more)!;
        }

        using var response = await Http.PostAsJsonAsync(ControllerUrl("/ctrl/connect"), new { key = key is null ? null : new { name = key, @namespace }, spawn_config = spawn });
        return await Answer.OfAsync(response);
    }

    /// <summary>A connect that must succeed.</summary>
    public async Task<Answer> ConnectedAsync(string? key, string image, object? more = null)
    {
        var answer = await ConnectAsync(key, image, more);
        Assert.True(answer.Code == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    public async Task<Answer> StatusAsync(string backend)
    {
        using var response = await Http.GetAsync(ControllerUrl($"/ctrl/b/{backend}/status"));
        return await Answer.OfAsync(response);
    }

    public Task UntilStatusAsync(string backend, string status) =>
        Poll.UntilAsync(async () => (await StatusAsync(backend))["status"] == status, Patience, $"{backend} to be {status}");

    public async Task SoftTerminateAsync(string backend)
    {
        using var response = await Http.PostAsync(ControllerUrl($"/ctrl/b/{backend}/soft-terminate"), content: null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public async Task<bool> HasContainerAsync(string backend) => (await Engine.ListContainersAsync($"plane-{backend}")).Count > 0;

    public async Task DisposeAsync()
    {
        foreach (var name in _drones.Keys.ToList())
        {
            await StopDroneAsync(name);
        }

        foreach (var child in _children.Where(static child => !child.HasExited))
        {
            child.Kill();
            await child.WaitForExitAsync();
        }

        foreach (var app in new[] { _controller, _dns })
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await RemoveLeftoversAsync();
        var refused = await Permitted.ViolationsAsync();
        await Nats.DisposeAsync();
        await Permitted.DisposeAsync();
        Http.Dispose();
        Engine.Dispose();
        Assert.Empty(refused);
    }

    private string[] SharedAs(string user) => [.. Permitted.ArgumentsOf(user), $"--Plane:Leases:Scale={_scale.ToString(CultureInfo.InvariantCulture)}", "--urls=http://127.0.0.1:0", "--Logging:Console:LogLevel:Default=None"];

    private string[] DroneArguments(string name) =>
    [
        .. SharedAs($"dr-{name}"),
        $"--Plane:Drone:Id=dr-{name}",
        $"--Plane:Drone:Cluster={Cluster}",
        $"--Plane:Drone:StateDirectory={StateOf(name)}",
        "--Plane:Drone:OnStop=Terminate",
        "--Plane:Drone:PublicAddresses:0=127.0.0.1",
        "--Plane:Drone:Proxy:HttpAddress=127.0.0.1",
        $"--Plane:Drone:Proxy:HttpPort={PortOf(name)}",
        $"--Plane:Drone:Proxy:Aliases:0={Authority(name)}",
    ];

    private string StateOf(string name) => Path.Combine(_directory, name);

    private int PortOf(string name) => _ports[name == "one" ? 0 : 1];

    private string Authority(string name) => $"localhost:{PortOf(name)}";

    /// <summary>Guards outlive killed drones until there is nothing left to guard.</summary>
    private async Task RemoveLeftoversAsync()
    {
        foreach (var container in await Engine.ListLabelledAsync($"dev.plane.cluster={Cluster}"))
        {
            await Engine.RemoveContainersAsync(container);
        }

        foreach (var state in new[] { StateOf("one"), StateOf("two") }.Where(Directory.Exists))
        {
            await Poll.UntilAsync(() => GuardFiles.LivingGuard(state) is null, TimeSpan.FromSeconds(60), "the guard to end");
        }

        Directory.Delete(_directory, recursive: true);
    }
}
