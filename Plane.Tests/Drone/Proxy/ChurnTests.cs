using System.Net.WebSockets;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Clients that come and go leave nothing behind.</summary>
[Trait(Pace.Name, Pace.Alone)]
public sealed class ChurnTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const int AtOnce = 50;
    private const int SlackDescriptors = 40;
    private const long SlackBytes = 12L << 20;

    private static readonly int Rounds = LongForm.IsAsked ? 100_000 / AtOnce : 1_500 / AtOnce;

    [PeerFact]
    public async Task Sockets_that_open_and_close_or_break_off_leave_memory_and_descriptors_as_they_were()
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        var backend = await scene.RunAsync(id);
        var path = $"/{await scene.ConnectAsync(id)}/ws";

        // What is made once is made before the first look.
        await RoundAsync(scene, path);
        await RoundAsync(scene, path);
        await QuietAsync(scene, backend, id);
        var (descriptors, memory) = (Descriptors(), GC.GetTotalMemory(forceFullCollection: true));
        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync(scene, path);
        }

        await QuietAsync(scene, backend, id);
        await Poll.UntilAsync(() => Descriptors() <= descriptors + SlackDescriptors, ProxyScene.Limit, $"descriptors to go down to about {descriptors}");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, SlackBytes);
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static async Task QuietAsync(ProxyScene scene, EchoBackend backend, BackendId id)
    {
        await scene.OpenIsAsync(id, 0);
        await Poll.UntilAsync(() => backend.Busy == 0, ProxyScene.Limit, "the backend's sockets to end");
    }

    private static Task RoundAsync(ProxyScene scene, string path) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async number =>
    {
        using var socket = await scene.SpeakAsync(scene.Drone, path);
        if (number % 2 == 0)
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        else
        {
            socket.Abort();
        }
    }));
}
