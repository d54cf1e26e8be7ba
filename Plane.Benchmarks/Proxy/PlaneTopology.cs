using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peers;
using Plane.Benchmarks.Machine;

namespace Plane.Benchmarks.Proxy;

/// <summary>
/// Plane as it is shipped: nats-server, a controller, and a drone with agent and proxy in one process, which alone has the measured processor. Its backends are
/// programs on the other: some that answer every request, and one that echoes WebSocket messages. Users have tokens, as an application's would.
/// </summary>
internal sealed class PlaneTopology : IAsyncDisposable
{
    private const int Backends = 8;
    private const int UsersOfEach = 500;
    private const int AtOnce = 16;
    private const string Answering = "bench/answering";
    private const string Echoing = "bench/echoing";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly string _directory;
    private readonly List<PinnedServer> _programs = [];
    private NatsServer? _nats;

    private PlaneTopology(string directory) => _directory = directory;

    /// <summary>The process that has agent and proxy.</summary>
    public PinnedServer Drone => _programs[1];

    /// <summary>Tokens, each of one user of one backend; shuffled, in the same way for all proxies.</summary>
    public IReadOnlyList<string> Tokens { get; private set; } = [];

    /// <summary>Token to the backend's place in <see cref="Answerers"/>.</summary>
    public IReadOnlyDictionary<string, int> Places { get; private set; } = new Dictionary<string, int>();

    /// <summary>Ports of the backends that answer.</summary>
    public IReadOnlyList<int> Answerers { get; private set; } = [];

    /// <summary>A program like theirs that nothing stands before.</summary>
    public PinnedServer Direct => _programs[2];

    public string SocketToken { get; private set; } = "";

    /// <summary>Port of the backend that echoes.</summary>
    public int Echo { get; private set; }

    public static async Task<PlaneTopology> StartAsync(string directory, CancellationToken token)
    {
        var topology = new PlaneTopology(directory);
        try
        {
            await topology.LaunchAsync(token);
            return topology;
        }
        catch (Exception)
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // In its own time: it ends its backends.
            await (_programs.ElementAtOrDefault(1)?.StopAsync() ?? Task.CompletedTask);
        }
        finally
        {
            _programs.ForEach(static program => program.Dispose());
            await (_nats?.DisposeAsync() ?? default);
        }
    }

    private async Task LaunchAsync(CancellationToken token)
    {
        _nats = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true }, cancellationToken: token);
        var ports = FreePort.Several(3);
        var cluster = string.Create(CultureInfo.InvariantCulture, $"localhost:{ports[1]}");
        await StartAsync("Controller", ports[0], PinnedServer.Other, new { Urls = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}"), Plane = new { Controller = new { DefaultCluster = cluster, FreshStore = true } } }, token);
        await StartAsync("Drone", ports[1], PinnedServer.Measured, new { Urls = "http://127.0.0.1:0", Plane = new { Drone = DroneSettings(cluster, ports[1]) } }, token);
        string[] alone = [string.Create(CultureInfo.InvariantCulture, $"PORT={ports[2]}"), "NAME=none", "/bin/sh", AnsweringScript()];
        _programs.Add(await PinnedServer.StartAsync("(no proxy)", ports[2], _directory, "env", alone, token, PinnedServer.Other));
        using var controller = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}")) };
        await ConnectAllAsync(controller, token);
    }

    private async Task StartAsync(string program, int port, int processor, object settings, CancellationToken token)
    {
        var own = Directory.CreateDirectory(Path.Combine(_directory, program)).FullName;
        var all = JsonSerializer.SerializeToNode(settings)!.AsObject();
        all["ConnectionStrings"] = new JsonObject { ["nats"] = _nats!.Url };
        await File.WriteAllTextAsync(Path.Combine(own, "appsettings.json"), all.ToJsonString(), token);
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", $"Plane.{program}", "release", $"Plane.{program}"));
        _programs.Add(await PinnedServer.StartAsync(program == "Drone" ? "Plane" : program, port, own, path, [], token, processor, hasChildren: false));
    }

    private object DroneSettings(string cluster, int port) => new
    {
        Id = "dr-bench",
        Cluster = cluster,
        Roles = new[] { "agent", "proxy" },
        StateDirectory = Path.Combine(_directory, "state"),
        Runtime = "Process",
        OnStop = "Terminate",
        Proxy = new { HttpAddress = "127.0.0.1", HttpPort = port },
        Process = new
        {
            Images = new Dictionary<string, string>
            {
                [Answering] = $"taskset -c {PinnedServer.Other} /bin/sh \"{AnsweringScript()}\"",
                [Echoing] = $"taskset -c {PinnedServer.Other} \"{Environment.ProcessPath}\" {EchoBackend.Verb}",
            },
        },
    };

    /// <summary>nginx answers for a backend, so that backends cost as little as can be; told its port by the drone, it notes it for the other proxies.</summary>
    private string AnsweringScript()
    {
        var script = Path.Combine(_directory, "answer.sh");
        File.WriteAllText(script, $$"""
            set -eu
            cat >"{{_directory}}/answer-$PORT.conf" <<EOF
            daemon off;
            worker_processes 1;
            pid "{{_directory}}/answer-$PORT.pid";
            error_log stderr crit;
            events { worker_connections 4096; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              server { listen 127.0.0.1:$PORT; location / { return 200 "Hello from session"; } }
            }
            EOF
            echo "$PORT" >"{{_directory}}/port-of-$NAME"
            exec "{{Programs.Require("nginx")}}" -p "{{_directory}}" -e stderr -c "{{_directory}}/answer-$PORT.conf"

            """);
        return script;
    }

    private async Task ConnectAllAsync(HttpClient controller, CancellationToken token)
    {
        var places = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var answerers = new List<int>();
        for (var backend = 0; backend < Backends; backend++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"session-{backend}");
            var link = await FirstLinkAsync(controller, key, Answering, token);
            places[link] = backend;
            answerers.Add(int.Parse(await File.ReadAllTextAsync(Path.Combine(_directory, $"port-of-{key}"), token), CultureInfo.InvariantCulture));
            var place = backend;
            await Parallel.ForEachAsync(Enumerable.Range(1, UsersOfEach - 1), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (user, cancelled) => places[await ConnectAsync(controller, key, Answering, user, cancelled)] = place);
        }

        (Places, Answerers) = (places, answerers);
        string[] tokens = [.. places.Keys.Order(StringComparer.Ordinal)];
        new Random(1).Shuffle(tokens);
        Tokens = tokens;
        SocketToken = await FirstLinkAsync(controller, "echo", Echoing, token);
        Echo = int.Parse(await File.ReadAllTextAsync(Path.Combine(_directory, "port-of-echo"), token), CultureInfo.InvariantCulture);
    }

    /// <summary>Returns when its backend answers through the drone's proxy.</summary>
    private async Task<string> FirstLinkAsync(HttpClient controller, string key, string image, CancellationToken token)
    {
        var link = await ConnectAsync(controller, key, image, 0, token);
        using var page = await controller.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Drone.Port}/{link}/")), token);
        page.EnsureSuccessStatusCode();
        return link;
    }

    private async Task<string> ConnectAsync(HttpClient controller, string key, string image, int user, CancellationToken token)
    {
        string? link = null;
        await Poll.UntilAsync(async () => (link = await TryConnectAsync(controller, key, image, user, token)) is not null, StartLimit, $"a link to {key}", token);
        return link!;
    }

    /// <returns>The token; null where there is none yet.</returns>
    private async Task<string?> TryConnectAsync(HttpClient controller, string key, string image, int user, CancellationToken token)
    {
        var request = new
        {
            key = new { name = key },
            user = string.Create(CultureInfo.InvariantCulture, $"user-{user}"),
            spawn_config = new { executable = new { image, env = new Dictionary<string, string> { ["DIRECTORY"] = _directory, ["NAME"] = key } } },
        };
        using var answer = await controller.PostAsJsonAsync(new Uri("ctrl/connect", UriKind.Relative), request, token);
        return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonObject>(token))?["url"] is { } url ? new Uri((string)url!).Segments[1].TrimEnd('/') : null;
    }
}
