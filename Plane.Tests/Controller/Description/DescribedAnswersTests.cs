using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Certificates;
using Plane.State.Connection;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Controller.Description;

/// <summary>Every answer that the OpenAPI document foresees comes, and looks as it says: nothing more, and nothing required less.</summary>
public sealed class DescribedAnswersTests(UnhurriedFixture plane) : IClassFixture<UnhurriedFixture>
{
    private const string Revocation = """{"backend_id":"nobody","user":"u-17"}""";
    private const string PrefetchList = """{"images":[{"image":"plane/a","pull_policy":"Always"}]}""";
    private static readonly DateTimeOffset Told = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly string[] Reads = ["GET /ctrl/b/{backend}/status", "GET /pub/b/{backend}/status", "GET /ctrl/b/{backend}/activity"];

    private static readonly string[] Orders =
        ["POST /ctrl/b/{backend}/prevent-renewal", "POST /ctrl/b/{backend}/soft-terminate", "POST /ctrl/b/{backend}/hard-terminate"];

    private static readonly string[] Streams = ["GET /ctrl/b/{backend}/logs", "GET /pub/b/{backend}/status-stream", "GET /ctrl/b/{backend}/status-stream"];

    private const string Metrics = "GET /ctrl/b/{backend}/metrics";

    [PeerFact]
    public async Task Every_answer_comes_and_is_as_described()
    {
        var live = new LiveAnswers(plane.Http, await ApiDescription.ReadAsync(plane.Http));
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var backend = (await plane.ConnectAsync(ControllerFixture.Body(drone.Cluster, "described"))).Backend;
        var asked = new AskedFor(backend, drone.Cluster.Value);
        drone.Sees = new ActivityView(1, [new ConnectionView("203.0.113.9", "token", "GET", "/doc", "curl", 60_000)], 1, 2, "open connections", 3);
        await plane.Nats.PublishAsync(Subjects.Log(BackendId.Parse(backend)), $$"""{"backend_id":"{{backend}}","kind":"Stdout","text":"hello"}""");

        await CertificateOfAsync(drone);
        drone.Measures = static id => new MetricsUpdate(id, 1, 2, 3, 4, 5, 6, 7, 8);

        await GoodAsync(live, asked);
        await FailedStartAsync(live, drone);
        await InteractiveAsync(live, asked);
        await RefusedAsync(live, asked);
        (drone.Sees, drone.Measures) = (null, null);
        drone.AnswersTouches = false;
        await live.AskBothAsync(Reads[2], 503, asked);
        await live.AskBothAsync(Metrics, 503, asked);
        await live.AskAsync("POST /ctrl/connect", 503, asked with { Body = BodyOf(drone.Cluster, "described") });
        drone.IsDead = true;
        await SilentAsync(live, asked);

        Assert.Empty(live.Faults);
        Assert.Empty(live.Missing);
    }

    private static string BodyOf(ClusterName cluster, string key) =>
        $$$"""{"key":{"name":"{{{key}}}","namespace":"tests"},"spawn_config":{"cluster":"{{{cluster}}}","executable":{"image":"plane/test:1","env":{"A":"1"},"mount":"folder","port":80}},"auth":{"a":1}}""";

    /// <summary>As a drone would tell it that has one and fails to renew it.</summary>
    private async Task CertificateOfAsync(FakeDrone drone)
    {
        var record = new CertificateRecord(drone.Cluster, drone.Id, Told.AddDays(30), Told.AddDays(-1), [Told], Failures: 2, "the authority cannot be reached", Told.AddHours(1));
        await plane.Services.GetRequiredService<CertificatesStore>().PutAsync(record, CancellationToken.None);
        var view = plane.Services.GetRequiredService<LiveView<CertificateRecord>>();
        await view.WaitAsync(CertificatesStore.KeyOf(drone.Cluster, drone.Id), static seen => seen is not null, Limit, CancellationToken.None);
    }

    private static async Task GoodAsync(LiveAnswers live, AskedFor asked)
    {
        string[] plain = ["GET /ctrl/status", "GET /pub/health", "GET /health", "GET /alive", "GET /openapi/v1.json", "GET /ctrl/backends", "GET /ctrl/c/{cluster}/backends", "GET /ctrl/c/{cluster}/state", "GET /ctrl/certificates", "GET /ctrl/c/{cluster}/certificates"];
        foreach (var operation in plain)
        {
            await live.AskAsync(operation, 200, asked);
        }

        await live.AskAsync("POST /ctrl/connect", 200, asked with { Body = BodyOf(ClusterName.Parse(asked.Cluster), "described-too") });
        await live.AskAsync("POST /ctrl/connect", 200, asked with { Body = BodyOf(ClusterName.Parse(asked.Cluster), "described-too") });
        await live.AskAsync("GET /ctrl/key", 200, asked with { Query = "?name=described&namespace=tests" });
        await live.AskAsync("POST /ctrl/key/terminate", 200, asked with { Body = """{"name":"described-too","namespace":"tests"}""" });
        foreach (var path in new[] { "/ctrl/b/revoke", "/ctrl/revoke" })
        {
            await live.AskAsync("POST " + path, 200, asked with { Body = Revocation });
            await live.AskAsync("POST " + path, 400, asked with { Body = "{}" });
        }

        await live.AskAsync("PUT /ctrl/c/{cluster}/prefetch", 200, asked with { Body = PrefetchList });
        await live.AskAsync("GET /ctrl/c/{cluster}/prefetch", 200, asked);
        await live.AskAsync("POST /ctrl/c/{cluster}/d/{drone}/drain", 200, asked);
        await live.AskAsync("POST /ctrl/c/{cluster}/d/{drone}/undrain", 200, asked);
        foreach (var operation in Reads.Concat(Streams).Append(Metrics).Concat(Orders))
        {
            await live.AskBothAsync(operation, 200, asked);
        }

        await live.AskBothAsync(Streams[0], 200, asked with { Accept = "text/event-stream" });
    }

    /// <summary>An ended backend says more of itself.</summary>
    private async Task FailedStartAsync(LiveAnswers live, FakeDrone drone)
    {
        var backend = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(drone.Cluster))).Backend);
        await Poll.UntilAsync(() => drone.Running.TryGetValue(backend, out var known) && known.Revision > 0, Limit, "the drone to have accepted");
        await drone.SetStatusAsync(backend, static record => record with
        {
            Status = BackendStatus.Terminated,
            LastStatus = BackendStatus.Starting,
            Reason = TerminationReason.StartupTimeout,
            Kind = TerminationKind.Hard,
            ExitCode = 3,
            Phases = new PhaseTimings(Placed: 1, Pulled: 2, Created: 3, Started: 4),
            Failure = new BackendFailure(BackendStatus.Starting, "it exited", ["last words"]),
        });
        await plane.Records.WaitAsync(backend.Value, static seen => seen?.Value.Status == BackendStatus.Terminated, Limit, CancellationToken.None);
        var asked = new AskedFor(backend.Value, drone.Cluster.Value);

        Assert.Contains("last words", await live.AskAsync(Reads[0], 200, asked), StringComparison.Ordinal);
        await live.AskBothAsync(Reads[1], 200, asked);
        await live.AskBothAsync(Reads[2], 200, asked);
        await live.AskBothAsync(Metrics, 410, asked);
        await live.AskAsync("GET /ctrl/backends", 200, asked with { Query = "?all=true&limit=1" });
    }

    private static async Task RefusedAsync(LiveAnswers live, AskedFor asked)
    {
        await live.AskAsync("POST /ctrl/connect", 400, asked with { Body = """{"key":{}}""" });
        await live.AskAsync("POST /ctrl/connect", 400, asked with { Body = "{}", BodyType = "text/plain" });
        await live.AskAsync("POST /ctrl/connect", 409, asked with { Body = """{"key":{"name":"nobody"}}""" });
        await live.AskAsync("POST /ctrl/connect", 500, asked with { Body = BodyOf(ControllerFixture.NewCluster(), "no-drone") });
        await live.AskAsync("GET /ctrl/key", 400, asked);
        await live.AskAsync("GET /ctrl/key", 404, asked with { Query = "?name=nobody" });
        await live.AskAsync("POST /ctrl/key/terminate", 400, asked with { Body = "[]" });
        await live.AskAsync("POST /ctrl/key/terminate", 404, asked with { Body = """{"name":"nobody"}""" });
        await live.AskAsync("GET /ctrl/backends", 400, asked with { Query = "?limit=0" });
        await live.AskAsync("GET /ctrl/c/{cluster}/backends", 400, asked with { Cluster = "_" });
        await live.AskAsync("GET /ctrl/c/{cluster}/state", 400, asked with { Cluster = "_" });
        await live.AskAsync("GET /ctrl/c/{cluster}/certificates", 400, asked with { Cluster = "_" });
        await live.AskAsync("GET /ctrl/c/{cluster}/prefetch", 400, asked with { Cluster = "_" });
        await live.AskAsync("PUT /ctrl/c/{cluster}/prefetch", 400, asked with { Body = """{"images":[{"image":"plane/a","pull_policy":"Never"}]}""" });
        foreach (var word in new[] { "drain", "undrain" })
        {
            await live.AskAsync($"POST /ctrl/c/{{cluster}}/d/{{drone}}/{word}", 400, asked with { Drone = "UP" });
            await live.AskAsync($"POST /ctrl/c/{{cluster}}/d/{{drone}}/{word}", 404, asked with { Drone = "dr-none" });
        }

        foreach (var operation in Reads.Concat(Streams).Append(Metrics).Concat(Orders))
        {
            await live.AskBothAsync(operation, 400, asked with { Backend = "UP" });
        }

        foreach (var operation in Reads.Concat(Orders).Append(Streams[0]).Append(Metrics))
        {
            await live.AskBothAsync(operation, 404, asked with { Backend = "nobody" });
        }

        await live.AskAsync("GET /pub/c/{cluster}/b/{backend}/status-stream", 404, asked with { Cluster = "other.test" });
        await live.AskAsync("GET /ctrl/c/{cluster}/b/{backend}/status-stream", 404, asked with { Cluster = "other.test" });
    }

    /// <summary>The usual controller has that API off.</summary>
    private async Task InteractiveAsync(LiveAnswers live, AskedFor asked)
    {
        using var http = await plane.StartControllerAsync([.. InteractiveFixture.Settings, ("Plane:Api:MaxCalls", "1"), ("Plane:Controller:DefaultCluster", "nobody.test")]);
        string[] lists = ["auth", "systems", "instances/directory", "news"];
        foreach (var operation in lists.SelectMany(static list => new[] { $"GET /api/v1/{list}", $"GET /api/v1/http/{list}" }))
        {
            await live.AskAsync(operation, 200, asked, http);
            await live.AskAsync(operation, 501, asked);
        }

        await live.AskAsync("GET /api/v1/ws", 501, asked);
        await live.AskAsync("GET /api/v1/ws", 400, asked, http);
        using var call = await CallClient.ConnectAsync(new Uri(http.BaseAddress!.ToString().Replace("http://", "ws://", StringComparison.Ordinal) + "api/v1/ws"), null, InteractiveFixture.Token);
        await live.AskAsync("GET /api/v1/ws", 503, asked, http);
    }

    /// <summary>What is answered without the store.</summary>
    private async Task SilentAsync(LiveAnswers live, AskedFor asked)
    {
        var contact = plane.Services.GetRequiredService<NatsContact>();
        await plane.Server.KillAsync();
        await Poll.UntilAsync(() => contact.IsLost, Limit, "the controller to notice");

        await Task.WhenAll(
        [
            live.AskAsync("GET /ctrl/status", 500, asked),
            live.AskAsync("GET /pub/health", 500, asked),
            live.AskAsync("GET /health", 503, asked),
            live.AskAsync("GET /ctrl/key", 503, asked with { Query = "?name=nobody" }),
            live.AskAsync("POST /ctrl/key/terminate", 503, asked with { Body = """{"name":"nobody"}""" }),
            live.AskAsync("POST /ctrl/b/revoke", 500, asked with { Body = Revocation }),
            live.AskAsync("POST /ctrl/revoke", 500, asked with { Body = Revocation }),
            live.AskAsync("GET /ctrl/c/{cluster}/prefetch", 503, asked),
            live.AskAsync("PUT /ctrl/c/{cluster}/prefetch", 503, asked with { Body = PrefetchList }),
            live.AskAsync("POST /ctrl/c/{cluster}/d/{drone}/drain", 503, asked),
            live.AskAsync("POST /ctrl/c/{cluster}/d/{drone}/undrain", 503, asked),
            .. Orders.Append(Streams[0]).Select(operation => live.AskBothAsync(operation, 503, asked)),
        ]);
    }
}
