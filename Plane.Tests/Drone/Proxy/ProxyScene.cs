using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Proxy;
using Plane.Drone.Routing;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Secrets;
using Plane.State.Tokens;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A cluster with its drones and backends, played by hand: what controller and supervisor would write, a test writes.</summary>
internal sealed class ProxyScene : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly List<DroneUnderTest> _drones = [];
    private readonly List<EchoBackend> _backends = [];
    private readonly Dictionary<BackendId, ulong> _revisions = [];

    private ProxyScene(ProxyFixture fixture, ClusterName? cluster)
    {
        Server = fixture.Server;
        Cluster = cluster ?? fixture.NewCluster();
    }

    public NatsServer Server { get; }

    public ClusterName Cluster { get; }

    public DroneUnderTest Drone => _drones[0];

    public static async Task<ProxyScene> NewAsync(ProxyFixture fixture, IReadOnlyDictionary<string, string?>? settings = null, ClusterName? cluster = null)
    {
        var scene = new ProxyScene(fixture, cluster);
        await scene.AddDroneAsync("dr-1", settings: settings);
        return scene;
    }

    public async Task<DroneUnderTest> AddDroneAsync(string id, bool isAgent = true, IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? clock = null)
    {
        var drone = await DroneUnderTest.StartAsync(Server, new ProxyIdentity(Cluster, DroneId.Parse(id), isAgent, IsProxy: true), settings, clock);
        _drones.Add(drone);
        if (isAgent)
        {
            await drone.AnnounceAsync();
        }

        return drone;
    }

    /// <summary>A backend of the first drone that runs, with its route open.</summary>
    public async Task<EchoBackend> RunAsync(BackendId id, BackendStatus status = BackendStatus.Ready, Func<BackendRecord, BackendRecord>? with = null, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var backend = await StartProgramAsync(protocols);
        Drone.Routes.Open(new Route(id, backend.Address, "c1"));
        await WriteAsync(id, status, with);
        return backend;
    }

    /// <summary>A program that nobody knows the way to yet.</summary>
    public async Task<EchoBackend> StartProgramAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var program = await EchoBackend.StartAsync(protocols);
        _backends.Add(program);
        return program;
    }

    /// <summary>Writes the record and waits until every drone's view has it.</summary>
    public async Task<BackendRecord> WriteAsync(BackendId id, BackendStatus status, Func<BackendRecord, BackendRecord>? with = null)
    {
        var record = State.Samples.Record(id.Value, status) with { Cluster = Cluster, Drone = Drone.Identity.Drone };
        record = with?.Invoke(record) ?? record;
        var store = Drone.Get<BackendsStore>();
        var written = _revisions.TryGetValue(id, out var known)
            ? await store.UpdateAsync(record, known, CancellationToken.None)
            : await store.CreateAsync(record, CancellationToken.None);
        Assert.True(written.IsStored);
        _revisions[id] = written.Revision;
        foreach (var drone in _drones)
        {
            await drone.Get<LiveView<BackendRecord>>().WaitAsync(id.Value, seen => seen?.Revision >= written.Revision, Limit, CancellationToken.None);
        }

        return record;
    }

    public async Task<ClusterSecret> SecretAsync() => await Drone.Get<ClusterSecrets>().OfAsync(Cluster, CancellationToken.None);

    /// <summary>What a connect hands out.</summary>
    public async Task<string> ConnectAsync(BackendId backend, string? user = "alice", string auth = """{"role":"admin"}""")
    {
        var token = (await SecretAsync()).NewConnectionToken(Entropy.System);
        using var document = JsonDocument.Parse(auth);
        var record = new TokenRecord(backend, Cluster, user, document.RootElement.Clone(), "the-secret");
        Assert.True((await Drone.Get<TokensStore>().PutAsync(token, record, CancellationToken.None)).IsStored);
        return token.Value;
    }

    public static async Task<SeenRequest> SeenAsync(HttpResponseMessage response)
    {
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return JsonSerializer.Deserialize<SeenRequest>(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>A WebSocket through the drone's proxy that has echoed once.</summary>
    public async Task<ClientWebSocket> SpeakAsync(DroneUnderTest through, string path)
    {
        var socket = new ClientWebSocket();
        using var invoker = through.NewInvoker();
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await socket.ConnectAsync(new Uri($"{(Cluster.IsHttps ? "wss" : "ws")}://{Cluster}{path}"), invoker, limit.Token);
        await EchoAsync(socket);
        return socket;
    }

    public static async Task EchoAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, limit.Token);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer, limit.Token);
        Assert.Equal("ping", System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    public Task OpenIsAsync(BackendId backend, int open) =>
        Poll.UntilAsync(() => Drone.Ledger.UseOf(backend).Open == open, Limit, $"{open} open connections");

    public async ValueTask DisposeAsync()
    {
        foreach (var drone in _drones)
        {
            await drone.DisposeAsync();
        }

        foreach (var backend in _backends)
        {
            await backend.DisposeAsync();
        }
    }
}
