using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Plane.Tests.Drone.Executor;

/// <summary>
/// An executor by hand: one client at a time on a unix socket, a JSON document a line, written from the protocol's description and not with the
/// drone's code. Its programs are listeners in this process. What it was asked is kept; answers can be held back and given in any order.
/// </summary>
internal sealed class FakeExecutor : IAsyncDisposable
{
    private readonly string _path;
    private readonly Channel<JsonObject> _held = Channel.CreateUnbounded<JsonObject>();
    private readonly ConcurrentQueue<JsonObject> _asked = new();
    private readonly ConcurrentDictionary<string, FakeProgram> _programs = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new();
    private CancellationTokenSource _end = new();
    private Task _serving = Task.CompletedTask;
    private volatile Socket? _client;
    private int _clients;

    public FakeExecutor(string path)
    {
        _path = path;
        Start();
    }

    /// <summary>Which requests wait until somebody answers them by <see cref="AnswerAsync"/>.</summary>
    public string? Holds { get; set; }

    /// <summary>What is said to a request of this kind instead of doing it.</summary>
    public ConcurrentDictionary<string, string> Says { get; } = new();

    /// <summary>How many clients it has had.</summary>
    public int Clients => Volatile.Read(ref _clients);

    /// <summary>Everything it was asked, oldest first.</summary>
    public IReadOnlyList<JsonObject> Asked => [.. _asked];

    public ChannelReader<JsonObject> Held => _held.Reader;

    public static string KindOf(JsonObject request) => request["message"]!.AsObject().First().Key;

    /// <summary>The requests of one kind, their payloads alone.</summary>
    public IReadOnlyList<JsonNode> Payloads(string kind) => [.. Asked.Where(request => KindOf(request) == kind).Select(request => request["message"]![kind]!)];

    public bool Runs(string backend) => _programs.ContainsKey(backend);

    /// <summary>When it ended a program because it was told to.</summary>
    public DateTimeOffset EndOf(string backend) => _ended[backend];

    public void Start()
    {
        _end = new CancellationTokenSource();
        _serving = ServeAsync(_end.Token);
    }

    /// <summary>The executor is gone; its programs run on.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    /// <summary>Cuts the connection that stands.</summary>
    public void Cut() => _client?.Dispose();

    public async Task SayAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text + "\n");
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _client!.SendAsync(bytes.AsMemory(sent));
        }
    }

    /// <summary>Does what a request wants and answers it.</summary>
    public Task AnswerAsync(JsonObject request)
    {
        var kind = KindOf(request);
        var result = Says.TryGetValue(kind, out var said) ? JsonNode.Parse(said)! : Do(kind, request["message"]![kind]!);
        return SayAsync(new JsonObject { ["id"] = request["id"]!.DeepClone(), ["message"] = new JsonObject { [kind + "Result"] = result } }.ToJsonString());
    }

    /// <summary>The program ends by itself.</summary>
    /// <param name="tells">Whether the drone hears of it.</param>
    public async Task EndAsync(string backend, int? code, bool tells = true)
    {
        _programs.TryRemove(backend, out var program);
        program?.Dispose();
        if (tells)
        {
            var end = new JsonObject { ["backend_id"] = backend, ["exit_code"] = code };
            await SayAsync(new JsonObject { ["id"] = null, ["message"] = new JsonObject { ["TerminateEvent"] = end } }.ToJsonString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var program in _programs.Values)
        {
            program.Dispose();
        }
    }

    private JsonObject Do(string kind, JsonNode payload)
    {
        switch (kind)
        {
            case "Spawn":
                var program = new FakeProgram();
                _programs[payload[0]!.GetValue<string>()] = program;
                return new JsonObject { ["Ok"] = new JsonObject { ["container_id"] = "x-" + payload[0]!.GetValue<string>(), ["port"] = program.Port } };
            case "Terminate":
                var known = _programs.TryRemove(payload[0]!.GetValue<string>(), out var ended);
                ended?.Dispose();
                _ended.TryAdd(payload[0]!.GetValue<string>(), TimeProvider.System.GetUtcNow());
                return new JsonObject { ["Ok"] = known };
            default:
                return new JsonObject { ["Ok"] = null };
        }
    }

    private async Task ServeAsync(CancellationToken token)
    {
        File.Delete(_path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_path));
        listener.Listen();
        try
        {
            while (true)
            {
                using var client = await listener.AcceptAsync(token);
                _client = client;
                Interlocked.Increment(ref _clients);
                await ServeAsync(client, token);
            }
        }
        finally
        {
            File.Delete(_path);
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken token)
    {
        try
        {
            using var reader = new StreamReader(new NetworkStream(client), Encoding.UTF8);
            while (await reader.ReadLineAsync(token) is { } line)
            {
                var request = JsonNode.Parse(line)!.AsObject();
                _asked.Enqueue(request);
                if (KindOf(request) == Holds)
                {
                    await _held.Writer.WriteAsync(request, token);
                }
                else
                {
                    await AnswerAsync(request);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The client is gone, or was cut off: the next one is served.
        }
    }
}
