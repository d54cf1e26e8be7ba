using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Peers;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Drone.Guard;

namespace Plane.Tests.Drone;

/// <summary>What a user and an operator notice of a drone that was killed and came back: nothing.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class ReadoptionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [DockerFact("nats-server")]
    public async Task A_WebSocket_to_the_container_outlives_its_drone_and_the_proxy_serves_it_again()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        await bench.Engine.EnsureAsync(TestImage.Socket);
        var drone = await bench.StartChildAsync();
        var spawned = await bench.Controller.SpawnAsync(
            bench.Drone, new BackendSpec { Image = TestImage.Socket.Name, PullPolicy = PullPolicy.Never }, new BackendLimits(MaxIdleSeconds: 600), hostRouting: true);
        var ready = await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        var process = new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!.Process;
        using var socket = await OpenAsync(ready.Address!);
        var first = await AskAsync(socket);

        drone.Kill();
        await drone.WaitForExitAsync();
        var meanwhile = await AskAsync(socket);
        await bench.StartChildAsync();
        var proxy = (await bench.Controller.ReadyDroneAsync(bench.Drone)).ProxyAuthority!;
        var page = await PageAsync(proxy, spawned);
        var last = await AskAsync(socket);

        Assert.Equal(["1", "2", "3"], [first, meanwhile, last]);
        Assert.Equal("here\n", page);
        Assert.Equal(ready, await bench.Controller.RecordAsync(spawned));
        Assert.NotNull(process);
        Assert.Equal(process, new GuardJournal(bench.StateDirectory).Find(spawned.Backend)!.Process);
        Assert.True(process.IsAlive);
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
    }

    [DockerFact("nats-server")]
    public async Task Lines_written_while_the_drone_was_away_reach_the_stream_once_each()
    {
        await using var bench = await DroneBench.StartAsync(DroneBench.Restarting);
        await bench.Engine.EnsureAsync(TestImage.Counting);
        var drone = await bench.StartChildAsync();
        var spawned = await bench.Controller.SpawnAsync(bench.Drone, new BackendSpec { Image = TestImage.Counting.Name, PullPolicy = PullPolicy.Never });
        await bench.Controller.UntilAsync(spawned, BackendStatus.Ready);
        await Poll.UntilAsync(async () => (await LinesAsync(bench, spawned, "out")).Count > 5, Patience, "the first lines");

        drone.Kill();
        await drone.WaitForExitAsync();
        var before = (await LinesAsync(bench, spawned, "out"))[^1];
        await bench.StartChildAsync();
        await Poll.UntilAsync(async () => (await LinesAsync(bench, spawned, "out"))[^1] > before + 20, Patience, "lines of the second life");
        await bench.TerminateAsync(spawned, TerminationKind.Hard);
        await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);

        foreach (var stream in new[] { "out", "err" })
        {
            var lines = await LinesAsync(bench, spawned, stream);
            Assert.Equal(Enumerable.Range(lines[0], lines.Count), lines);
        }
    }

    /// <summary>The numbers of the lines of one stream, in their order.</summary>
    private static async Task<IReadOnlyList<int>> LinesAsync(DroneBench bench, SpawnedByHand spawned, string stream) =>
    [
        .. (await bench.Controller.StoredAsync("backend_logs", Subjects.Log(spawned.Backend)))
            .Select(static message => JsonDocument.Parse(message).RootElement.GetProperty("text").GetString()!)
            .Where(text => text.StartsWith(stream + " ", StringComparison.Ordinal))
            .Select(text => int.Parse(text.AsSpan(stream.Length + 1), CultureInfo.InvariantCulture)),
    ];

    private static async Task<ClientWebSocket> OpenAsync(string address)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new Uri($"ws://{address}/"), default);
        return socket;
    }

    private static async Task<string> AskAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        await socket.SendAsync("?"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        var buffer = new byte[16];
        var answer = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.ASCII.GetString(buffer, 0, answer.Count);
    }

    private static async Task<string> PageAsync(string proxy, SpawnedByHand spawned)
    {
        using var client = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{proxy}/"));
        request.Headers.Host = $"{spawned.Backend}.{HandController.Cluster}";
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
