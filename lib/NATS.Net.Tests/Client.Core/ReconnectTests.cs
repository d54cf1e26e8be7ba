using NATS.Client.Core;
using Peers;
using Xunit;

namespace NATS.Net.Tests.Client.Core;

public sealed class ReconnectTests
{
    [PeerFact]
    public async Task Subscriptions_and_requests_survive_a_restart_of_the_server()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(Quick(server.Url));
        var events = new EventWaiter(nats);
        await using var sub = await nats.SubscribeCoreAsync<string>("still.here");
        await using var answering = await Responder.StartAsync(nats, "echo", (string s) => s);
        Assert.Equal("1", (await nats.RequestAsync<string, string>("echo", "1")).Data);
        await events.NextAsync("opened");
        await server.KillAsync();
        await events.NextAsync("disconnected");
        await events.NextAsync("reconnect failed");
        Assert.Equal(NatsConnectionState.Reconnecting, nats.ConnectionState);

        // A publish meanwhile waits for the connection.
        var publishing = nats.PublishAsync("still.here", "after", cancellationToken: Limit.Token());
        await server.RestartAsync();
        await events.NextAsync("opened");
        await publishing;
        Assert.Equal("after", (await sub.Msgs.ReadAsync(Limit.Token())).Data);
        Assert.Equal("2", (await nats.RequestAsync<string, string>("echo", "2")).Data);
    }

    [PeerFact]
    public async Task ReconnectAsync_makes_a_new_connection()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(Quick(server.Url));
        var events = new EventWaiter(nats);
        await nats.ConnectAsync();
        var before = nats.ServerInfo!.ClientId;
        await nats.ReconnectAsync();
        await events.NextAsync("disconnected");
        await events.NextAsync("opened");
        Assert.NotEqual(before, nats.ServerInfo!.ClientId);
    }

    [PeerFact]
    public async Task A_client_of_a_cluster_moves_to_another_server_it_was_only_told_of()
    {
        await using var cluster = await NatsCluster.StartAsync();
        await using var nats = new NatsConnection(Quick(cluster.Servers[0].Url));
        var events = new EventWaiter(nats);
        await using var sub = await nats.SubscribeCoreAsync<int>("moved");
        await Poll.UntilAsync(() => nats.ServerInfo?.ClientConnectUrls?.Length == 3, Limit.Time, "the cluster's addresses");
        await cluster.Servers[0].KillAsync();
        await events.NextAsync("disconnected");
        await events.NextAsync("opened");
        Assert.NotEqual("n1", nats.ServerInfo!.Name);
        await nats.PublishAsync("moved", 42);
        Assert.Equal(42, (await sub.Msgs.ReadAsync(Limit.Token())).Data);
    }

    [PeerFact]
    public async Task A_frozen_server_is_noticed_by_unanswered_pings()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(Quick(server.Url) with { PingInterval = TimeSpan.FromMilliseconds(100), MaxPingOut = 2 });
        var events = new EventWaiter(nats);
        await nats.ConnectAsync();
        await server.FreezeAsync();
        await events.NextAsync("disconnected");
        await server.ThawAsync();
        await events.NextAsync("opened");
        await nats.PingAsync(Limit.Token());
    }

    [PeerFact]
    public async Task Lame_duck_mode_is_announced()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { Config = "lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"1s\"" });
        await using var nats = new NatsConnection(Quick(server.Url));
        var events = new EventWaiter(nats);
        await nats.ConnectAsync();
        await server.SignalAsync("ldm");
        var lameDuck = Assert.IsType<NatsLameDuckModeActivatedEventArgs>(await events.NextAsync("lame duck"));
        Assert.Equal(server.Port, lameDuck.Uri.Port);
    }

    [Fact]
    public async Task The_first_connect_throws_and_a_later_call_tries_again()
    {
        await using var nats = new NatsConnection(Quick($"nats://127.0.0.1:{FreePort.Tcp()}"));
        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<NatsException>(async () => await nats.ConnectAsync());
            Assert.StartsWith("can not connect uris", error.Message, StringComparison.Ordinal);
            Assert.Equal(NatsConnectionState.Closed, nats.ConnectionState);
        }
    }

    [PeerFact]
    public async Task RetryOnInitialConnect_waits_for_the_server()
    {
        var port = FreePort.Tcp();
        await using var nats = new NatsConnection(Quick($"nats://127.0.0.1:{port}") with { RetryOnInitialConnect = true });
        var events = new EventWaiter(nats);
        var connecting = nats.ConnectAsync();
        await events.NextAsync("reconnect failed");
        await using var server = await NatsServer.StartAsync(port: port);
        await connecting;
        Assert.Equal(NatsConnectionState.Open, nats.ConnectionState);
    }

    [PeerFact]
    public async Task Too_many_failed_attempts_give_the_connection_up()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(Quick(server.Url) with { MaxReconnectRetry = 3 });
        await nats.ConnectAsync();
        await server.KillAsync();
        await Poll.UntilAsync(() => nats.ConnectionState == NatsConnectionState.Failed, Limit.Time, "the connection to be given up");
        await Assert.ThrowsAsync<NatsConnectionFailedException>(async () => await nats.PublishAsync("late", 1));
    }

    [PeerFact]
    public async Task A_publish_without_a_connection_gives_up_when_told_to()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(Quick(server.Url) with { PublishTimeoutOnDisconnected = true, CommandTimeout = TimeSpan.FromMilliseconds(100) });
        await nats.ConnectAsync();
        await server.KillAsync();
        await Poll.UntilAsync(() => nats.ConnectionState == NatsConnectionState.Reconnecting, Limit.Time, "the loss to be noticed");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await nats.PublishAsync("late", 1));
    }

    [PeerFact]
    public async Task After_disposing_every_call_fails_and_subscriptions_end()
    {
        await using var server = await NatsServer.StartAsync();
        var nats = new NatsConnection(Quick(server.Url));
        var sub = await nats.SubscribeCoreAsync<int>("ending");
        await nats.DisposeAsync();
        Assert.False(await sub.Msgs.WaitToReadAsync(Limit.Token()));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await nats.PublishAsync("late", 1));
        await nats.DisposeAsync();
    }

    private static NatsOpts Quick(string url) => new()
    {
        Url = url,
        ReconnectWaitMin = TimeSpan.FromMilliseconds(20),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(100),
        ReconnectJitter = TimeSpan.FromMilliseconds(10),
    };
}
