using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class PeersTests
{
    [PeerFact]
    public async Task A_server_restarts_on_the_port_it_chose()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        var port = server.Port;
        await server.RestartAsync();
        Assert.Equal(port, server.Port);
        Assert.True(server.IsRunning);
    }

    [PeerFact]
    public async Task Three_servers_form_a_cluster_with_JetStream()
    {
        await using var cluster = await NatsCluster.StartAsync(new NatsServerOptions { JetStream = true });
        Assert.Equal(3, cluster.Servers.Select(s => s.Port).Distinct().Count());
    }
}
