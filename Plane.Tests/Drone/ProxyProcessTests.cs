using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Peers;
using Plane.Domain.Backends;

namespace Plane.Tests.Drone;

/// <summary>Agent and proxy of one drone as two processes: either may end without the other's users noticing.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class ProxyProcessTests
{
    private const string Agent = "--Plane:Drone:Roles:0=agent";
    private static readonly BackendSpec Speaking = new() { Image = TestImage.Socket.Name, PullPolicy = PullPolicy.Never };
    private static readonly BackendLimits Short = new(MaxIdleSeconds: 2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [DockerTheory("nats-server")]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task An_agent_that_starts_again_drops_no_connection_and_stops_nothing_that_is_in_use(string signal)
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        await bench.Engine.EnsureAsync(TestImage.Socket);
        var (_, port) = await bench.StartProxyAsync();
        var agent = await bench.StartChildAsync(Agent, "--Plane:Drone:Proxy:StopSeconds=0");
        var spawned = await SpawnAsync(bench, Short);
        using var client = ClientOf(port);
        using var socket = await OpenAsync(client, spawned);
        Assert.Equal("1", await SayAsync(socket));
        Assert.Equal("here\n", await client.GetStringAsync(AddressOf(spawned)));
        var life = (await bench.Controller.ReadyDroneAsync(bench.Drone)).Incarnation;

        await EndAsync(agent, signal);
        Assert.Equal("2", await SayAsync(socket));
        Assert.Equal("here\n", await client.GetStringAsync(AddressOf(spawned)));
        await bench.StartChildAsync(Agent);
        await Poll.UntilAsync(async () => (await bench.Controller.EntryAsync(spawned))?.Incarnation > life, Limit, "the key to be the new life's");

        // Longer than the limit, measured by another one that nobody uses.
        var other = await SpawnAsync(bench, Short);
        await bench.Controller.UntilAsync(other, BackendStatus.Terminated);
        var record = await bench.Controller.RecordAsync(spawned);
        Assert.Equal((BackendStatus.Ready, null), (record.Status, record.Reason));
        Assert.Equal("3", await SayAsync(socket));

        // Its backend knows no close frame.
        socket.Abort();
        Assert.Equal(TerminationReason.Swept, (await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated)).Reason);
    }

    [DockerFact("nats-server")]
    public async Task What_a_proxy_had_open_counts_until_it_ends_and_no_longer()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Socket);
        await bench.StartDroneAsync(Agent);
        var (proxy, port) = await bench.StartProxyAsync();
        var spawned = await SpawnAsync(bench, Short);
        using var client = ClientOf(port);
        using var socket = await OpenAsync(client, spawned);
        Assert.Equal("1", await SayAsync(socket));
        var other = await SpawnAsync(bench, Short);
        await bench.Controller.UntilAsync(other, BackendStatus.Terminated);
        Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(spawned)).Status);
        Assert.Equal(1, (await bench.Controller.ActivityAsync(bench.Drone, spawned.Backend))!.Open);

        // A machine that stands still says nothing, and what it has open counts on.
        await ProcessSignals.FreezeAsync(proxy.Id);
        other = await SpawnAsync(bench, Short);
        await bench.Controller.UntilAsync(other, BackendStatus.Terminated);
        Assert.Equal(BackendStatus.Ready, (await bench.Controller.RecordAsync(spawned)).Status);

        proxy.Kill();
        await proxy.WaitForExitAsync();
        Assert.Equal(TerminationReason.Swept, (await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated)).Reason);
    }

    [DockerFact("nats-server")]
    public async Task A_backend_that_is_stopped_closes_the_sockets_of_the_proxys_process()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Socket);
        await bench.StartDroneAsync(Agent);
        var (_, port) = await bench.StartProxyAsync("--Plane:Drone:Proxy:Idle:IgnoredAgents:0=watcher");
        var spawned = await SpawnAsync(bench, new BackendLimits(GraceSeconds: 1));
        using var client = ClientOf(port);
        using var user = await OpenAsync(client, spawned);
        using var watcher = await OpenAsync(client, spawned, "watcher");
        Assert.Equal(("1", "1"), (await SayAsync(user), await SayAsync(watcher)));

        await bench.TerminateAsync(spawned, TerminationKind.Soft);

        foreach (var socket in new[] { user, watcher })
        {
            using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
            Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[16], limit.Token)).MessageType);
            Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        }

        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        using var late = await client.GetAsync(AddressOf(spawned));
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    private static async Task<SpawnedByHand> SpawnAsync(DroneBench bench, BackendLimits limits)
    {
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, Speaking, limits, hostRouting: true);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        return spawned;
    }

    private static async Task EndAsync(Process process, string signal)
    {
        await (signal == "KILL" ? ProcessSignals.KillAsync(process.Id) : ProcessSignals.TerminateAsync(process.Id));
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await process.WaitForExitAsync(limit.Token);
    }

    private static Uri AddressOf(SpawnedByHand spawned) => new($"http://{spawned.Backend}.{HandController.Cluster}/");

    /// <summary>Every name leads to that port.</summary>
    private static HttpClient ClientOf(int port) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { Timeout = Limit };

    private static async Task<ClientWebSocket> OpenAsync(HttpClient client, SpawnedByHand spawned, string agent = "user")
    {
        var socket = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.Zero } };
        socket.Options.SetRequestHeader("User-Agent", agent);
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await socket.ConnectAsync(new UriBuilder(AddressOf(spawned)) { Scheme = "ws" }.Uri, client, limit.Token);
        return socket;
    }

    private static async Task<string> SayAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await socket.SendAsync("x"u8.ToArray(), WebSocketMessageType.Text, true, limit.Token);
        var buffer = new byte[16];
        var answer = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.ASCII.GetString(buffer, 0, answer.Count);
    }
}
