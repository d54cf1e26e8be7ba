using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Routing;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A WebSocket that Plane ends is told why, in a frame of its own between two of the backend's.</summary>
public sealed class CloseFrameTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    [PeerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backend_that_is_stopped_says_1001_here_and_through_another_drone(bool throughOther)
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var socket = await scene.SpeakAsync(throughOther ? other : scene.Drone, $"/{await scene.ConnectAsync(id)}/ws");

        scene.Drone.Ledger.OrderClose(id);

        await ClosesAsync(socket, 1001, "The backend has ended.");
        await scene.OpenIsAsync(id, 0);
    }

    [PeerFact]
    public async Task A_proxy_that_stops_says_1012()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        using var socket = await RawSocket.OpenAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws", scene.Cluster.Value);

        var stopped = scene.Drone.StopAsync();

        Assert.Equal((1012, "The proxy restarts. Connect again."), await socket.ClosedAsync());
        await socket.AnswerCloseAsync(1012);
        await stopped.WaitAsync(TimeSpan.FromSeconds(20));

        // The client's answer reached the backend, whose own socket ended as it should.
        await Poll.UntilAsync(() => backend.Busy == 0, ProxyScene.Limit, "the backend's socket to end");
    }

    [PeerFact]
    public async Task A_backend_that_breaks_off_without_a_word_says_1001()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws");

        await backend.DisposeAsync();

        await ClosesAsync(socket, 1001, "The backend has ended.");
    }

    [PeerFact]
    public async Task A_close_waits_for_the_end_of_the_frame_that_is_on_its_way()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        using var rest = new SemaphoreSlim(0);
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        scene.Drone.Routes.Open(new Route(id, (System.Net.IPEndPoint)listener.LocalEndpoint, "c1"));
        await scene.WriteAsync(id, BackendStatus.Ready);
        var serving = ServeHalfAsync(listener, rest);
        using var socket = await RawSocket.OpenAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws", scene.Cluster.Value);
        await socket.UntilAsync(2 + 5);

        scene.Drone.Ledger.OrderClose(id);
        rest.Release();

        Assert.Equal("\u0082\u000a0123456789", await socket.UntilAsync(2 + 10));
        Assert.Equal((1001, "The backend has ended."), await socket.ClosedAsync());
        await socket.AnswerCloseAsync(1001);
        await serving.WaitAsync(ProxyScene.Limit);
    }

    [PeerFact]
    public async Task Who_does_not_answer_is_cut_and_holds_up_nothing()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var socket = await RawSocket.OpenAsync(scene.Drone, $"/{await scene.ConnectAsync(id)}/ws", scene.Cluster.Value);

        scene.Drone.Ledger.OrderClose(id);

        await scene.OpenIsAsync(id, 0);
    }

    private static async Task ClosesAsync(ClientWebSocket socket, int code, string reason)
    {
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        var message = await socket.ReceiveAsync(new byte[64], limit.Token);
        Assert.Equal((WebSocketMessageType.Close, code, reason), (message.MessageType, (int)message.CloseStatus!, message.CloseStatusDescription));
        await socket.CloseOutputAsync(message.CloseStatus!.Value, null, limit.Token);
    }

    /// <summary>Accepts a WebSocket, sends half a frame, and the rest when told to; then waits for the other side's end.</summary>
    private static async Task ServeHalfAsync(TcpListener listener, SemaphoreSlim rest)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var text = new StringBuilder();
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {RawSocket.Accept}\r\n\r\n"));
        await stream.WriteAsync((byte[])[0x82, 10, .. "01234"u8]);
        await rest.WaitAsync();
        await stream.WriteAsync("56789"u8.ToArray());
        try
        {
            while (await stream.ReadAsync(buffer) > 0)
            {
                // Until the proxy is done.
            }
        }
        catch (IOException)
        {
            // So it is.
        }
    }
}
