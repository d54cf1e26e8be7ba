using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Contracts.Records;
using Plane.Drone.Certificates;
using Plane.Drone.Proxy;
using Plane.Drone.Routing;
using Plane.State;
using Plane.State.Buckets;
using Plane.State.Drones;
using Plane.Tests.Drone.Certificates;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A drone's process without its agent: listeners, pipeline, views, on a real nats-server.</summary>
internal sealed class DroneUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly WebApplication _app;

    private readonly ErrorLog _errors;
    private readonly ErrorLog _warnings;

    private DroneUnderTest(WebApplication app, ProxyIdentity identity, ErrorLog errors, ErrorLog warnings)
    {
        (_app, _errors, _warnings) = (app, errors, warnings);
        Identity = identity;
    }

    public ProxyIdentity Identity { get; }

    public OpenListeners Open => Get<ProxyAddresses>().OpenAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>What clients of an HTTPS cluster trust, as PEM.</summary>
    public string? Root { get; set; }

    public RouteTable Routes => Get<RouteTable>();

    public ConnectionLedger Ledger => Get<ConnectionLedger>();

    /// <summary>Everything logged as an error.</summary>
    public IReadOnlyCollection<string> Errors => _errors.Messages;

    /// <summary>What the forwarder warned of.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings.Messages;

    /// <summary>Of the internal listener.</summary>
    public int InternalPort { get; private init; }

    public static async Task<DroneUnderTest> StartAsync(NatsServer server, ProxyIdentity identity, IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? clock = null)
    {
        var internalPort = FreePort.Tcp();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = $"http://127.0.0.1:{internalPort}",
            ["Plane:Drone:Proxy:HttpAddress"] = "127.0.0.1",
            ["Plane:Drone:Proxy:HttpPort"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        var (errors, warnings) = (new ErrorLog(), new ErrorLog(LogLevel.Warning, "Yarp"));
        builder.Logging.ClearProviders().AddProvider(errors).AddProvider(warnings);
        builder.AddDefaultHealthChecks();
        builder.Services.AddSingleton<INatsConnection>(_ => new NatsConnection(new NatsOpts { Url = server.Url, SerializerRegistry = NatsClientDefaultSerializerRegistry.Default }));
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        builder.Services.AddPlaneState();
        builder.AddProxy(identity);
        if (identity.Cluster.IsHttps)
        {
            builder.Services.AddCertificateFiles(identity.Cluster, identity.Drone, builder.Configuration["StateDirectory"] ?? throw new InvalidOperationException("An HTTPS cluster needs a StateDirectory."));
        }

        if (builder.Configuration["Plane:Drone:Certificates:Acme"] is not null)
        {
            builder.Services.AddCertificateOrdering(identity.Cluster, identity.Drone, builder.Configuration["StateDirectory"]!);
            builder.Services.AddAcmeTextsView();
        }

        var app = builder.Build();
        app.UseProxy();
        app.MapDefaultEndpoints();
        app.MapReady();
        await app.StartAsync();
        await Task.WhenAll(
            app.Services.GetRequiredService<LiveView<BackendRecord>>().Listed.WaitAsync(Limit),
            app.Services.GetRequiredService<LiveView<DroneRecord>>().Listed.WaitAsync(Limit));
        return new DroneUnderTest(app, identity, errors, warnings) { InternalPort = internalPort };
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>What the agent's heartbeat does.</summary>
    public async Task AnnounceAsync(string? peerAddress = null)
    {
        await Get<DronesStore>().PutAsync(
            new DroneRecord
            {
                Cluster = Identity.Cluster,
                Drone = Identity.Drone,
                Incarnation = 1,
                IsAgent = true,
                IsProxy = true,
                State = DroneState.Ready,
                Pool = "",
                PeerAddress = peerAddress ?? Open.PeerAddress,
                PublicAddresses = ["127.0.0.1"],
                Version = "1",
            },
            CancellationToken.None);
    }

    /// <summary>Until this process's view has the drone's announcement.</summary>
    public async Task KnowsAsync(DroneUnderTest other, string? peerAddress = null)
    {
        var wanted = peerAddress ?? other.Open.PeerAddress;
        await Get<LiveView<DroneRecord>>().WaitAsync(
            DronesStore.KeyOf(other.Identity.Cluster, other.Identity.Drone), seen => seen?.Value.PeerAddress == wanted, Limit, CancellationToken.None);
    }

    /// <summary>A browser whose every connection ends at this drone's proxy, whatever host it names.</summary>
    public HttpMessageInvoker NewInvoker() => new(NewHandler());

    public HttpClient NewClient() => new(NewHandler()) { BaseAddress = new Uri($"{Identity.Cluster.Scheme}://{Identity.Cluster}"), Timeout = Limit };

    /// <summary>As on SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private SocketsHttpHandler NewHandler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = { CertificateChainPolicy = Root is { } root ? TestAuthority.TrustOnly(root) : null },
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", Open.ProxyPort!.Value, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
