using System.Net;
using System.Text.Json;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Tests.Controller;

/// <summary>Status, status stream, list, terminate and health (HTTP API §1.3–1.11).</summary>
public sealed class StatusTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task The_status_is_the_record_s_with_the_server_s_time()
    {
        var (drone, id) = await SpawnAsync("status");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });
        await SeenAsync(id, BackendStatus.Ready);

        var answer = await plane.GetAsync($"/pub/b/{id}/status");

        var entry = (await plane.Backends.ReadAsync(drone.Cluster, id, CancellationToken.None)).Entry!;
        Assert.Equal(entry.Created.ToUnixTimeMilliseconds(), answer.Body.GetProperty("time").GetInt64());
        Assert.Equal($$"""{"status":"ready","time":{{entry.Created.ToUnixTimeMilliseconds()}}}""", answer.Text);
        Assert.Equal(HttpStatusCode.OK, (await plane.GetAsync($"/pub/c/{drone.Cluster}/b/{id}/status")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await plane.GetAsync($"/pub/c/other.test/b/{id}/status")).Code);
    }

    [PeerFact]
    public async Task A_failed_start_shows_why_and_its_output_to_control_readers_only()
    {
        var (drone, id) = await SpawnAsync("failed");
        await drone.SetStatusAsync(id, static record => record with
        {
            Status = BackendStatus.Terminated,
            LastStatus = BackendStatus.Starting,
            ExitCode = 3,
            Failure = new BackendFailure(BackendStatus.Starting, "exited", ["last words"]),
            Phases = new PhaseTimings(Placed: 5),
        });
        await SeenAsync(id, BackendStatus.Terminated);

        var pub = await plane.GetAsync($"/pub/b/{id}/status");
        var ctrl = await plane.GetAsync($"/ctrl/b/{id}/status");

        Assert.True(pub.Body.GetProperty("exit_error").GetBoolean());
        Assert.Equal(("3", "exited", "starting"), (pub["exit_code"], pub["error"], pub["phase"]));
        Assert.False(pub.Body.TryGetProperty("log_lines", out _));
        Assert.Equal("last words", ctrl.Body.GetProperty("log_lines")[0].GetString());
    }

    [PeerFact]
    public async Task An_unknown_backend_is_not_found()
    {
        var answer = await plane.GetAsync("/pub/b/nobody/status");

        Assert.Equal((HttpStatusCode.NotFound, "NotFound", "Backend does not exist"), (answer.Code, answer.Kind, answer.Message));
    }

    [PeerFact]
    public async Task A_stream_tells_the_history_then_what_happens_and_keeps_alive()
    {
        var (drone, id) = await SpawnAsync("stream");
        await using var stream = await EventStream.OpenAsync(plane.Http, $"/pub/b/{id}/status-stream");

        var history = new[] { await stream.NextAsync(), await stream.NextAsync() };
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Starting });
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Waiting });
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });
        var live = new[] { await stream.NextAsync(), await stream.NextAsync(), await stream.NextAsync() };

        Assert.Equal(["scheduled", "loading"], history.Select(static told => told.Id));
        Assert.Equal(["starting", "waiting", "ready"], live.Select(static told => told.Id));
        Assert.Equal("ready", JsonElement.Parse(live[2].Data).GetProperty("status").GetString());
        await stream.CommentAsync();
        Assert.Equal(("text/event-stream", "no-cache"), (stream.ContentType, stream.CacheControl));
    }

    [PeerFact]
    public async Task A_stream_goes_on_after_the_last_event_id()
    {
        var (drone, id) = await SpawnAsync("resume");
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Starting });
        await SeenAsync(id, BackendStatus.Starting);

        await using var stream = await EventStream.OpenAsync(plane.Http, $"/pub/c/{drone.Cluster}/b/{id}/status-stream", lastEventId: "loading");

        Assert.Equal("starting", (await stream.NextAsync()).Id);
    }

    [PeerFact]
    public async Task A_stream_of_an_unknown_backend_is_open_and_empty_until_it_comes()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        await using var stream = await EventStream.OpenAsync(plane.Http, "/pub/b/comes-later/status-stream");
        await stream.CommentAsync();

        await plane.ConnectAsync(new { spawn_config = new { id = "comes-later", cluster = cluster.Value, executable = new { image = "a" } } });

        Assert.Equal("scheduled", (await stream.NextAsync()).Id);
    }

    [PeerFact]
    public async Task Pages_of_any_origin_may_read_pub_and_none_may_read_ctrl()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/pub/b/x/status");
        preflight.Headers.Add("Origin", "https://app.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        var allowed = await Answer.OfAsync(await plane.Http.SendAsync(preflight));
        var pub = await plane.GetAsync("/pub/health");
        var missing = await plane.GetAsync("/pub/b/nobody/status");
        var ctrl = await plane.GetAsync("/ctrl/status");

        Assert.Equal((HttpStatusCode.OK, "*", "GET,POST", "content-type"), (allowed.Code, allowed.Headers["access-control-allow-origin"], allowed.Headers["access-control-allow-methods"], allowed.Headers["access-control-allow-headers"]));
        Assert.All([allowed, pub, missing], static answer => Assert.Equal(
            ("*", "origin, access-control-request-method, access-control-request-headers"), (answer.Headers["access-control-allow-origin"], answer.Headers["vary"])));
        Assert.Equal(HttpStatusCode.NotFound, missing.Code);
        Assert.Equal(("*", """{"status":"ok"}"""), (pub.Headers["access-control-allow-origin"], pub.Text));
        Assert.Equal("ok", ctrl["status"]);
        Assert.DoesNotContain("access-control-allow-origin", ctrl.Headers.Keys);
        Assert.DoesNotContain("server", ctrl.Headers.Keys);
    }

    [PeerFact]
    public async Task Terminating_leaves_an_intent_with_the_drone_and_answers_null()
    {
        var (drone, id) = await SpawnAsync("terminate");

        var soft = await plane.PostAsync($"/ctrl/b/{id}/soft-terminate", "whatever", "text/plain");
        var first = await IntentAsync(drone, id);
        var hard = await plane.PostAsync($"/ctrl/c/{drone.Cluster}/b/{id}/hard-terminate", "null");
        var second = await IntentAsync(drone, id);
        var unknown = await plane.PostAsync("/ctrl/b/nobody/soft-terminate", "null");
        var elsewhere = await plane.PostAsync($"/ctrl/c/other.test/b/{id}/soft-terminate", "null");

        Assert.Equal((HttpStatusCode.OK, "null"), (soft.Code, soft.Text));
        Assert.Equal((HttpStatusCode.OK, "null"), (hard.Code, hard.Text));
        Assert.Equal(new TerminateIntent(TerminationKind.Soft, TerminationReason.External), first);
        Assert.Equal(new TerminateIntent(TerminationKind.Hard, TerminationReason.External), second);
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (unknown.Code, unknown.Kind));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (elsewhere.Code, elsewhere.Kind));
    }

    [PeerFact]
    public async Task Backends_are_listed_newest_first_by_pages_and_without_the_ended()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await plane.ConnectAsync(ControllerFixture.Body(cluster, $"listed-{i}"))).Backend);
        }

        var page = await plane.GetAsync($"/ctrl/c/{cluster}/backends?limit=2");
        var rest = await plane.GetAsync($"/ctrl/backends?cluster={cluster}&limit=2&after={page["next"]}");
        var one = await plane.GetAsync($"/ctrl/c/{cluster}/backends?key=listed-1");
        await drone.EndAsync(BackendId.Parse(ids[0]));
        await SeenAsync(BackendId.Parse(ids[0]), BackendStatus.Terminated);
        var alive = await plane.GetAsync($"/ctrl/c/{cluster}/backends");
        var all = await plane.GetAsync($"/ctrl/c/{cluster}/backends?all=true");
        var bad = await plane.GetAsync("/ctrl/backends?status=sleepy");

        Assert.Equal([ids[2], ids[1]], IdsOf(page));
        Assert.Equal([ids[0]], IdsOf(rest));
        Assert.Equal([ids[1]], IdsOf(one));
        Assert.Equal([ids[2], ids[1]], IdsOf(alive));
        Assert.Equal(3, IdsOf(all).Count);
        Assert.Equal(HttpStatusCode.BadRequest, bad.Code);
    }

    private static List<string> IdsOf(Answer answer) =>
        [.. answer.Body.GetProperty("backends").EnumerateArray().Select(static backend => backend.GetProperty("backend_id").GetString()!)];

    private async Task<(FakeDrone Drone, BackendId Backend)> SpawnAsync(string key)
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, key))).Backend);
        await SeenAsync(id, BackendStatus.Loading);
        return (drone, id);
    }

    private async Task SeenAsync(BackendId backend, BackendStatus status) =>
        await plane.Records.WaitAsync(backend.Value, seen => seen?.Value.Status >= status, Limit, CancellationToken.None);

    private async Task<TerminateIntent?> IntentAsync(FakeDrone drone, BackendId backend)
    {
        var bucket = (Bucket<TerminateIntent>)plane.Services.GetService(typeof(Bucket<TerminateIntent>))!;
        return (await bucket.ReadAsync(Plane.State.Intents.IntentsStore.KeyOf(drone.Cluster, drone.Id, backend), CancellationToken.None)).Entry?.Value;
    }
}
