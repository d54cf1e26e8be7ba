using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Peers;
using Plane.Domain.Identity;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Random bytes in random pieces with random pauses come back as they went, by clients of two independent makes.</summary>
public sealed class RelayTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const int Bytes = 1_500_000;
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromSeconds(60);
    private static readonly int[] PieceSizes = [8, 200, 5000, 70_000];

    public static TheoryData<Protocol, int> Streams
    {
        get
        {
            var seeds = LongForm.IsAsked ? Enumerable.Range(1, 25) : [1, 2];
            var streams = new TheoryData<Protocol, int>();
            foreach (var seed in seeds)
            {
                foreach (var protocol in new[] { Protocol.Http1, Protocol.Http2, Protocol.WebSocket, Protocol.WebSocketOverHttp2 })
                {
                    streams.Add(protocol, seed);
                }
            }

            return streams;
        }
    }

    [PeerTheory]
    [MemberData(nameof(Streams))]
    public async Task What_dotnet_sends_comes_back_byte_for_byte(Protocol protocol, int seed)
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var other = await scene.AddDroneAsync("dr-2");
        await other.KnowsAsync(scene.Drone);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var address = $"{scene.Cluster}/{await scene.ConnectAsync(id)}/";
        using var limit = new CancellationTokenSource(ScriptLimit, TimeProvider.System);

        // One seed goes straight, the next through another drone.
        using var invoker = (seed % 2 == 0 ? other : scene.Drone).NewInvoker();
        var version = protocol is Protocol.Http1 or Protocol.WebSocket ? HttpVersion.Version11 : HttpVersion.Version20;
        if (protocol is Protocol.Http1 or Protocol.Http2)
        {
            await PostAsync(invoker, version, address, seed, limit.Token);
        }
        else
        {
            await SpeakAsync(invoker, version, address, seed, limit.Token);
        }

        await scene.OpenIsAsync(id, 0);
    }

    [NodeTheory]
    [InlineData("ws", "/ws", "same 1000")]
    [InlineData("h2", "/return", "same 200")]
    [InlineData("h2ws", "/ws", "same 200 1000")]
    public async Task What_node_sends_comes_back_byte_for_byte(string kind, string path, string expected)
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var port = scene.Drone.Open.ProxyPort!.Value.ToString(CultureInfo.InvariantCulture);

        var (code, output) = await NodeScript.RunAsync("relay.mjs", ScriptLimit, kind, port, scene.Cluster.Value, $"/{await scene.ConnectAsync(id)}{path}", "42", Bytes.ToString(CultureInfo.InvariantCulture));

        Assert.Equal((0, expected), (code, output.Trim()));
        await scene.OpenIsAsync(id, 0);
    }

    [PeerTheory("nats-server", "curl")]
    [InlineData("--http1.1", "Content-Type: application/octet-stream", "1.1 200")]
    [InlineData("--http1.1", "Transfer-Encoding: chunked", "1.1 200")]
    [InlineData("--http2-prior-knowledge", "Content-Type: application/octet-stream", "2 200")]
    public async Task What_curl_sends_comes_back_byte_for_byte(string protocol, string header, string expected)
    {
        await using var scene = await ProxyScene.NewAsync(fixture);
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var directory = Directory.CreateTempSubdirectory("plane-curl-").FullName;
        var (sent, back) = (Path.Combine(directory, "sent"), Path.Combine(directory, "back"));
        var bytes = new byte[Bytes];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(sent, bytes);
        var start = new ProcessStartInfo(Programs.Require("curl"));
        string[] arguments =
        [
            "-sS", protocol, "--connect-to", string.Create(CultureInfo.InvariantCulture, $"::127.0.0.1:{scene.Drone.Open.ProxyPort}"), "-H", header, "--data-binary", "@" + sent, "-o", back,
            "-w", "%{http_version} %{http_code}", $"http://{scene.Cluster}/{await scene.ConnectAsync(id)}/return",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);

        var (code, output, errors) = await ChildProcess.RunAsync(start, ScriptLimit);

        Assert.Equal((0, expected, ""), (code, output, errors));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(back));
        Directory.Delete(directory, recursive: true);
    }

    private static async Task PostAsync(HttpMessageInvoker invoker, Version version, string address, int seed, CancellationToken token)
    {
        using var body = new PacedContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{address}return") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = body };
        var sending = FillAsync(body, seed, token);
        using var response = await invoker.SendAsync(request, token);
        Assert.Equal((HttpStatusCode.OK, version), (response.StatusCode, response.Version));
        var expected = new ExpectedBytes(seed);
        await using var answer = await response.Content.ReadAsStreamAsync(token);
        var buffer = new byte[8192];
        while (await answer.ReadAsync(buffer, token) is > 0 and var read)
        {
            expected.Check(buffer.AsSpan(0, read));
        }

        await sending;
        Assert.Equal(Bytes, expected.Count);
    }

    private static async Task FillAsync(PacedContent body, int seed, CancellationToken token)
    {
        await PourAsync(seed, (piece, _) => body.SendAsync(piece.ToArray()), token);
        body.End();
    }

    private static async Task SpeakAsync(HttpMessageInvoker invoker, Version version, string address, int seed, CancellationToken token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = version;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(new Uri($"ws://{address}ws"), invoker, token);
        var sending = PourAsync(seed, (piece, end) => socket.SendAsync(piece, WebSocketMessageType.Binary, end, token), token);
        var expected = new ExpectedBytes(seed);
        var buffer = new byte[8192];
        while (expected.Count < Bytes)
        {
            var message = await socket.ReceiveAsync(buffer.AsMemory(), token);
            Assert.Equal(WebSocketMessageType.Binary, message.MessageType);
            expected.Check(buffer.AsSpan(0, message.Count));
        }

        await sending;
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, token);
    }

    /// <summary>Bytes by one generator, pieces and pauses by another, so that the other end can make the bytes again without knowing the pieces.</summary>
    private static async Task PourAsync(int seed, Func<ReadOnlyMemory<byte>, bool, ValueTask> send, CancellationToken token)
    {
        var (bytes, pieces) = (new Random(seed), new Random(-seed));
        var buffer = new byte[PieceSizes.Max()];
        for (var left = Bytes; left > 0;)
        {
            var size = Math.Min(left, pieces.Next(1, PieceSizes[pieces.Next(PieceSizes.Length)] + 1));
            for (var i = 0; i < size; i++)
            {
                buffer[i] = (byte)bytes.Next(256);
            }

            left -= size;
            await send(buffer.AsMemory(0, size), left == 0 || pieces.Next(3) > 0);
            if (pieces.Next(10) == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(pieces.Next(4)), TimeProvider.System, token);
            }
        }
    }

    /// <summary>The bytes of a seed, compared as they come.</summary>
    private sealed class ExpectedBytes(int seed)
    {
        private readonly Random _bytes = new(seed);

        public int Count { get; private set; }

        public void Check(ReadOnlySpan<byte> received)
        {
            foreach (var one in received)
            {
                var expected = (byte)_bytes.Next(256);
                if (one != expected)
                {
                    Assert.Fail($"Byte {Count} of seed {seed} is {one}, not {expected}.");
                }

                Count++;
            }
        }
    }
}
