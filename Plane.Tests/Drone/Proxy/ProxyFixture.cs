using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>One nats-server for a class of tests; each test has a cluster of its own on it.</summary>
public sealed class ProxyFixture : IAsyncLifetime
{
    private int _clusters;

    public NatsServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();

    internal ClusterName NewCluster() => ClusterName.Parse($"c{Interlocked.Increment(ref _clusters)}-{Entropy.System.Letters(6)}.test:9091");
}
