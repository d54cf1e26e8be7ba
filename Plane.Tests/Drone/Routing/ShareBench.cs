using System.Net;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Peers;
using Plane.Domain.Identity;
using Plane.Drone.Routing;
using Plane.Drone.Routing.Sharing;

namespace Plane.Tests.Drone.Routing;

/// <summary>What the agent and the proxy of one drone share, each with tables of its own as in a process of its own, over a real socket.</summary>
internal sealed class ShareBench : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-share-").FullName;
    private readonly ApplicationLifetime _agentLife = new(NullLogger<ApplicationLifetime>.Instance);
    private int _addresses;

    public ShareBench(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        (AgentLedger, ProxyLedger) = (new ConnectionLedger(Clock), new ConnectionLedger(Clock));
        Client = new RouteClient(_directory, ProxyRoutes, ProxyLedger, Clock, NullLogger<RouteClient>.Instance);
        Server = NewServer();
    }

    public TimeProvider Clock { get; }

    public RouteTable AgentRoutes { get; private set; } = new();

    public ConnectionLedger AgentLedger { get; private set; }

    public RouteTable ProxyRoutes { get; } = new();

    public ConnectionLedger ProxyLedger { get; }

    public RouteServer Server { get; private set; }

    public RouteClient Client { get; }

    /// <summary>Whether the agent sees the proxy's process.</summary>
    public bool HasProxy { get; set; } = true;

    /// <summary>Whether the agent has taken back all that still runs.</summary>
    public TaskCompletionSource Complete { get; private set; } = new();

    public string SocketPath => ShareLink.PathOf(_directory);

    /// <summary>Both, until they know of each other.</summary>
    public async Task StartAsync()
    {
        await Server.StartAsync(CancellationToken.None);
        await Client.StartAsync(CancellationToken.None);
        Complete.TrySetResult();
        await Poll.UntilAsync(() => !AgentLedger.IsPartial, Limit, "the proxy to tell what it uses");
    }

    /// <summary>The agent ends as on a crash: what it has in memory is gone.</summary>
    public async Task CrashAgentAsync()
    {
        await Server.StopAsync(CancellationToken.None);
        Server.Dispose();
    }

    /// <summary>As on SIGTERM, the other services still to be stopped.</summary>
    public void BeginStop() => _agentLife.StopApplication();

    /// <summary>Its next life knows nothing yet.</summary>
    public Task NextAgentAsync()
    {
        (AgentRoutes, AgentLedger, Complete) = (new RouteTable(), new ConnectionLedger(Clock), new TaskCompletionSource());
        Server = NewServer();
        return Server.StartAsync(CancellationToken.None);
    }

    public Route RouteOf(BackendId backend) => new(backend, new IPEndPoint(new IPAddress([10, 0, 0, (byte)++_addresses]), 8080), $"c-{backend}");

    public Task UntilProxyHasRouteAsync(BackendId backend, bool has = true) =>
        Poll.UntilAsync(() => ProxyRoutes.Find(backend) is not null == has, Limit, $"the proxy to have {(has ? "a" : "no")} route of {backend}");

    public Task UntilCountedAsync(BackendId backend, int open) => Poll.UntilAsync(() => AgentLedger.UseOf(backend).Open == open, Limit, $"the agent to count {open}");

    /// <summary>A request as the proxy makes it: in its own ledger first, and then with the agent's leave.</summary>
    /// <returns>Null where it was refused.</returns>
    public async Task<OpenConnection?> EnterAsync(BackendId backend)
    {
        var connection = ProxyLedger.Enter(backend);
        if (await Client.EnterAsync(backend, CancellationToken.None))
        {
            return connection;
        }

        connection?.Dispose();
        return null;
    }

    public void Leave(BackendId backend, OpenConnection connection)
    {
        Client.Leave(backend);
        connection.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.StopAsync(CancellationToken.None);
        Client.Dispose();
        await CrashAgentAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private RouteServer NewServer() =>
        new(_directory, () => HasProxy, Complete.Task, AgentRoutes, AgentLedger, _agentLife, Clock, NullLogger<RouteServer>.Instance);
}
