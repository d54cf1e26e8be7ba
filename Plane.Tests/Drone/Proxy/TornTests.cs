using System.Net;
using System.Net.WebSockets;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Exchanges that one side tears off, through the proxy of another drone: what is warned of.</summary>
public sealed class TornTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    [PeerFact]
    public async Task A_client_that_tears_off_its_connection_is_nothing_to_warn_of()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var (other, id) = await FarAsync(scene);
        using var socket = await RawSocket.OpenAsync(other, $"/{await scene.ConnectAsync(id)}/ws", scene.Cluster.Value);
        await scene.OpenIsAsync(id, 1);

        socket.Tear();

        await QuietAsync(scene, other, id);
    }

    [PeerFact]
    public async Task Nor_is_one_that_resets_its_stream_of_an_http_2_connection()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var (other, id) = await FarAsync(scene);
        using var invoker = other.NewInvoker();
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        await socket.ConnectAsync(new Uri($"ws://{scene.Cluster}/{await scene.ConnectAsync(id)}/ws"), invoker, limit.Token);
        await ProxyScene.EchoAsync(socket);

        socket.Abort();

        await QuietAsync(scene, other, id);
    }

    [PeerFact]
    public async Task Nor_is_one_that_leaves_a_stream_of_events()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var (other, id) = await FarAsync(scene);
        using (var client = other.NewClient())
        using (await client.GetAsync($"/{await scene.ConnectAsync(id)}/events", HttpCompletionOption.ResponseHeadersRead))
        {
            await scene.OpenIsAsync(id, 1);
        }

        await QuietAsync(scene, other, id);
    }

    /// <summary>The same log is not deaf.</summary>
    [PeerFact]
    public async Task A_backend_that_breaks_off_in_the_middle_of_an_answer_is_warned_of()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var (other, id) = await FarAsync(scene);
        await using var backend = new RawBackend(static _ => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        scene.Drone.Routes.Open(new Plane.Drone.Routing.Route(id, backend.Address, "c2"));
        using var client = other.NewClient();

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await client.GetStringAsync($"/{await scene.ConnectAsync(id)}/"));

        await scene.OpenIsAsync(id, 0);
        Assert.StartsWith("ResponseBodyDestination", Assert.Single(scene.Drone.Warnings), StringComparison.Ordinal);
    }

    private static async Task<(DroneUnderTest Other, BackendId Backend)> FarAsync(ProxyScene scene)
    {
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        return (other, id);
    }

    /// <summary>The near proxy logs before it lets go of the far one, and the far one before it counts the exchange as over.</summary>
    private static async Task QuietAsync(ProxyScene scene, DroneUnderTest other, BackendId id)
    {
        await scene.OpenIsAsync(id, 0);
        Assert.Empty(other.Warnings.Concat(scene.Drone.Warnings));
    }
}
