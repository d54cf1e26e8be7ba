using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Peers;
using Plane.Domain.Identity;
using Plane.Tests.Drone.Certificates;

namespace Plane.Tests.Drone.Proxy;

/// <summary>
/// Sockets whose two ends take turns: nothing else goes that would carry a forgotten message along, so one that is held back anywhere on the way is never heard. Many
/// pairs play at once, at the proxy of a drone that does not run the backend.
/// </summary>
public sealed class TurnsTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IDisposable
{
    /// <summary>Two sockets each: below the hundred streams that a server lets one HTTP/2 connection have.</summary>
    private const int Pairs = 45;

    private static readonly int Moves = LongForm.IsAsked ? 2000 : 30;
    private static readonly TimeSpan Limit = LongForm.IsAsked ? TimeSpan.FromMinutes(5) : ProxyScene.Limit;
    private readonly TestAuthority _authority = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-turns-").FullName;

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>The last as browsers do it: all of them over one HTTP/2 connection under TLS.</summary>
    [PeerTheory]
    [InlineData("ws", 1)]
    [InlineData("ws", 2)]
    [InlineData("wss", 2)]
    public async Task Every_move_of_many_games_is_heard_by_the_other_player(string scheme, int version)
    {
        var cluster = scheme == "wss" ? ClusterName.Parse($"c{Entropy.System.Letters(8)}.test") : fixture.NewCluster();
        var settings = cluster.IsHttps ? await _authority.SettingsAsync(cluster.Host, _directory) : null;
        await using var scene = await ProxyScene.NewAsync(fixture, settings, cluster);
        var other = await scene.AddDroneAsync("dr-2", settings: settings);
        other.Root = cluster.IsHttps ? _authority.Root : null;
        await other.KnowsAsync(scene.Drone);
        await Poll.UntilAsync(() => other.Open.ProxyPort is not null, ProxyScene.Limit, "the port to open");
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var address = $"{scheme}://{scene.Cluster}/{await scene.ConnectAsync(id)}/pair";
        using var invoker = other.NewInvoker();
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var heard = new int[Pairs];

        try
        {
            await Task.WhenAll(Enumerable.Range(0, Pairs).Select(pair => PlayAsync(invoker, version == 1 ? HttpVersion.Version11 : HttpVersion.Version20, $"{address}?room={pair}", move => heard[pair] = move, limit.Token)));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"Of {Moves} moves each, the games came to {string.Join(' ', heard)}.");
        }

        await scene.OpenIsAsync(id, 0);
    }

    private static async Task PlayAsync(HttpMessageInvoker invoker, Version version, string room, Action<int> heard, CancellationToken token)
    {
        using var first = await SitAsync(invoker, version, room + "&seat=0", token);
        using var second = await SitAsync(invoker, version, room + "&seat=1", token);
        var buffer = new byte[64];
        for (var move = 1; move <= Moves; move++)
        {
            var (player, waiting) = move % 2 == 1 ? (first, second) : (second, first);
            var words = string.Create(CultureInfo.InvariantCulture, $"move {move}");
            await player.SendAsync(Encoding.ASCII.GetBytes(words), WebSocketMessageType.Text, endOfMessage: true, token);
            var said = await waiting.ReceiveAsync(buffer.AsMemory(), token);
            Assert.Equal(words, Encoding.ASCII.GetString(buffer, 0, said.Count));
            heard(move);
        }

        await Task.WhenAll(first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, token), second.CloseAsync(WebSocketCloseStatus.NormalClosure, null, token));
    }

    private static async Task<ClientWebSocket> SitAsync(HttpMessageInvoker invoker, Version version, string seat, CancellationToken token)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = version;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        // No ping between the moves: it would carry a forgotten one along.
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new Uri(seat), invoker, token);
        return socket;
    }
}
