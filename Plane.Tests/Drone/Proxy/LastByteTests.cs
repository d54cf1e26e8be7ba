using System.Net.WebSockets;
using Peers;
using Plane.Domain.Identity;
using Plane.State.Time;

namespace Plane.Tests.Drone.Proxy;

/// <summary>When a byte last went either way, of whatever kind the connection is and whichever proxy it came through.</summary>
public sealed class LastByteTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private static TimeSpan Now => BootClock.Instance.Elapsed();

    [PeerFact]
    public Task Events_requests_and_sockets_tell_their_last_byte() => TellAsync(throughPeer: false);

    [PeerFact]
    public Task So_they_do_through_another_drones_proxy() => TellAsync(throughPeer: true);

    private async Task TellAsync(bool throughPeer)
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var through = scene.Drone;
        if (throughPeer)
        {
            through = await scene.AddDroneAsync("dr-other");
            await through.KnowsAsync(scene.Drone);
        }

        await EventsAsync(scene, through);
        await UploadAsync(scene, through);
        await SocketAsync(scene, through);
    }

    /// <summary>From the backend to the client only.</summary>
    private static async Task EventsAsync(ProxyScene scene, DroneUnderTest through)
    {
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        using var client = through.NewClient();
        using var response = await client.GetAsync($"/{await scene.ConnectAsync(id)}/drip", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync().WaitAsync(ProxyScene.Limit);
        var before = Now;
        Assert.InRange(LastByteOf(scene, id), TimeSpan.Zero, before);

        backend.Drop();
        await reader.ReadLineAsync().WaitAsync(ProxyScene.Limit);
        var after = Now;
        var told = LastByteOf(scene, id);

        Assert.InRange(told, before, after);
        using (await client.GetAsync($"/{await scene.ConnectAsync(id)}/"))
        {
            // Another's bytes are not its own.
            Assert.InRange(scene.Drone.Ledger.DetailOf(id, limit: 1).Oldest[0].LastByte, before, after);
        }
    }

    /// <summary>From the client to the backend only.</summary>
    private static async Task UploadAsync(ProxyScene scene, DroneUnderTest through)
    {
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var client = through.NewClient();
        using var body = new ByHand();
        var answer = client.PostAsync($"/{await scene.ConnectAsync(id)}/upload", body);
        await body.Began.WaitAsync(ProxyScene.Limit);
        await scene.OpenIsAsync(id, 1);
        var before = Now;

        await body.SendAsync();
        await Poll.UntilAsync(() => LastByteOf(scene, id) >= before, ProxyScene.Limit, "the byte to be noted");
        body.Finish();
        Assert.True((await answer).IsSuccessStatusCode);
    }

    private static async Task SocketAsync(ProxyScene scene, DroneUnderTest through)
    {
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        using var socket = await scene.SpeakAsync(through, $"/{await scene.ConnectAsync(id)}/ws");
        var before = Now;
        await ProxyScene.EchoAsync(socket);

        Assert.InRange(LastByteOf(scene, id), before, Now);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static TimeSpan LastByteOf(ProxyScene scene, BackendId id) => Assert.Single(scene.Drone.Ledger.DetailOf(id, limit: 10).Oldest).LastByte;

    /// <summary>A body that comes when it is told to.</summary>
    private sealed class ByHand : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        public async Task SendAsync()
        {
            var stream = await _began.Task;

            // More than clients on the way keep back for a fuller packet.
            await stream.WriteAsync(new byte[64 * 1024]);
            await stream.FlushAsync();
        }

        public void Finish() => _finished.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.FlushAsync();
            _began.SetResult(stream);
            await _finished.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
