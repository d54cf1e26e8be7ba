using System.Globalization;
using System.Text.Json;

namespace Peers;

/// <summary>Three real nats-servers that form one cluster on loopback.</summary>
public sealed class NatsCluster : IAsyncDisposable
{
    private const int Size = 3;
    private const int Attempts = 5;

    private static readonly TimeSpan FormLimit = TimeSpan.FromSeconds(30);

    private NatsCluster(IReadOnlyList<NatsServer> servers) => Servers = servers;

    /// <summary>n1, n2, n3.</summary>
    public IReadOnlyList<NatsServer> Servers { get; }

    /// <summary>All of them, by comma.</summary>
    public string Url => string.Join(',', Servers.Select(s => s.UrlWithCredentials));

    /// <summary>Returns when every server has routes to the others and, with JetStream, the meta group has a leader.</summary>
    public static async Task<NatsCluster> StartAsync(NatsServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(options ?? new NatsServerOptions(), cancellationToken);
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody was quicker on one of the route ports: take others.
            }
        }
    }

    /// <summary>Waits until the running servers see each other (and have a meta leader).</summary>
    public Task WaitUntilFormedAsync(CancellationToken cancellationToken = default)
        => Poll.UntilAsync(() => IsFormedAsync(cancellationToken), FormLimit, "the cluster to form", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<NatsCluster> StartOnceAsync(NatsServerOptions options, CancellationToken cancellationToken)
    {
        var routePorts = FreePort.Several(Size);
        var servers = new List<NatsServer>();
        var cluster = new NatsCluster(servers);
        try
        {
            for (var i = 0; i < Size; i++)
            {
                servers.Add(await NatsServer.StartAsync(InCluster(options, i, routePorts), cancellationToken: cancellationToken));
            }

            await cluster.WaitUntilFormedAsync(cancellationToken);
            return cluster;
        }
        catch (Exception)
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static NatsServerOptions InCluster(NatsServerOptions options, int index, int[] routePorts)
    {
        var routes = string.Join(", ", routePorts.Select(p => string.Create(CultureInfo.InvariantCulture, $"\"nats://127.0.0.1:{p}\"")));
        var block = string.Create(CultureInfo.InvariantCulture, $"cluster {{ name: peers, listen: \"127.0.0.1:{routePorts[index]}\", routes: [{routes}], no_advertise: {(options.Advertises ? "false" : "true")} }}");
        return options with
        {
            ServerName = string.Create(CultureInfo.InvariantCulture, $"n{index + 1}"),
            Config = $"{options.Config}\n{block}",
        };
    }

    private async Task<bool> IsFormedAsync(CancellationToken cancellationToken)
    {
        foreach (var server in Servers.Where(s => s.IsRunning))
        {
            using var routes = await server.GetMonitorAsync("/routez", cancellationToken);
            if (routes is null || routes.RootElement.GetProperty("num_routes").GetInt32() < Servers.Count(s => s.IsRunning) - 1)
            {
                return false;
            }

            if (server.Options.JetStream && !await HasLeaderAsync(server, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> HasLeaderAsync(NatsServer server, CancellationToken cancellationToken)
    {
        using var healthy = await server.GetMonitorAsync("/healthz", cancellationToken);
        using var jetStream = await server.GetMonitorAsync("/jsz", cancellationToken);
        return healthy is not null && jetStream is not null
            && jetStream.RootElement.TryGetProperty("meta_cluster", out JsonElement meta)
            && meta.TryGetProperty("leader", out var leader)
            && !string.IsNullOrEmpty(leader.GetString());
    }
}
