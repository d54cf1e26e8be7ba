using System.Globalization;
using System.Net;
using System.Text;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller;

/// <summary>HTTP spawning on its own listener (NATS API §13).</summary>
public sealed class SpawnTests(UnhurriedFixture plane) : IClassFixture<UnhurriedFixture>, IAsyncLifetime
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ClusterName _cluster = ControllerFixture.NewCluster();
    private readonly Uri _door = new($"http://127.0.0.1:{FreePort.Tcp()}");
    private HttpClient _controller = null!;
    private FakeDrone _drone = null!;

    public async Task InitializeAsync()
    {
        _controller = await plane.StartControllerAsync(
            ("Plane:Controller:Spawn:Port", _door.Port.ToString(CultureInfo.InvariantCulture)),
            ("Plane:Controller:Spawn:Address", "127.0.0.1"),
            ("Plane:Controller:Spawn:Cluster", _cluster.Value),
            ("Plane:Controller:Spawn:Services:plain:Image", "team/plain"),
            ("Plane:Controller:Spawn:Services:full:Image", "team/full:1"),
            ("Plane:Controller:Spawn:Services:full:Port", "3000"),
            ("Plane:Controller:Spawn:Services:full:Env:LEVEL", "high"),
            ("Plane:Controller:Spawn:Services:full:Env:COLOR", "red"));
        _drone = await plane.StartDroneAsync(_cluster, "dr-a");
    }

    public Task DisposeAsync() => plane.StopControllerAsync(_controller);

    [PeerFact]
    public async Task An_empty_object_starts_the_service_and_the_answer_is_exact()
    {
        var answer = await PostAsync("/service/plain/spawn", "{}");

        var spawn = _drone.Asked.Single();
        Assert.Equal(HttpStatusCode.OK, answer.Code);
        Assert.Equal($$"""{"url":"http://{{spawn.Backend}}.{{_cluster}}","name":"{{spawn.Backend}}","status_url":"{{_door}}backend/{{spawn.Backend}}/status","spawned":true}""", answer.Text);
        Assert.Equal(("team/plain", 8080, "8080", 60), (spawn.Spec.Image, spawn.Spec.Port, spawn.Spec.Environment["PORT"], spawn.Limits.MaxIdleSeconds));
        Assert.DoesNotContain("access-control-allow-origin", answer.Headers.Keys);
    }

    [PeerFact]
    public async Task A_request_adds_to_the_service_and_a_lock_is_one_backend_and_one_token()
    {
        const string Body = """{"grace_period_seconds":5,"lock":"room","require_bearer_token":true,"env":{"COLOR":"blue","PORT":"1"},"volume_mounts":["/a:/b"]}""";

        var first = await PostAsync("/service/full/spawn", Body);
        var second = await PostAsync("/service/full/spawn", Body);

        var spawn = _drone.Asked.Single();
        Assert.Equal((true, false), (first.Spawned, second.Spawned));
        Assert.Equal((first["name"], first["bearer_token"]), (second["name"], second["bearer_token"]));
        Assert.Equal(30, first["bearer_token"]!.Length);
        Assert.Equal(("team/full:1", 3000, 5), (spawn.Spec.Image, spawn.Spec.Port, spawn.Limits.MaxIdleSeconds));
        Assert.Equal(("high", "blue", "3000"), (spawn.Spec.Environment["LEVEL"], spawn.Spec.Environment["COLOR"], spawn.Spec.Environment["PORT"]));
        Assert.Equal("/a:/b", Assert.Single(spawn.Spec.Binds));
    }

    [PeerFact]
    public async Task States_are_told_once_each_with_one_time_in_both_places()
    {
        var id = BackendId.Parse((await PostAsync("/service/plain/spawn", "{}"))["name"]!);
        await using var stream = await EventStream.OpenAsync(Http, $"{_door}backend/{id}/status/stream");
        var loading = await stream.NextAsync();
        var status = await GetAsync($"/backend/{id}/status");
        await _drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Starting });
        await _drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Waiting });
        await _drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });
        await _drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Terminated, LastStatus = BackendStatus.Ready, ExitCode = 2 });

        Assert.Equal(loading.Data, status.Text);
        Assert.Matches($$"""^\{"state":"Loading","backend":"{{id}}","time":"20[0-9-]+T[0-9:.]+Z"\}$""", status.Text);
        Assert.Equal(["Starting", "Ready", "Failed"], [(await stream.NextAsync()).Id, (await stream.NextAsync()).Id, (await stream.NextAsync()).Id]);
        Assert.Equal("Failed", (await GetAsync($"/backend/{id}/status"))["state"]);
        await using var late = await EventStream.OpenAsync(Http, $"{_door}backend/{id}/status/stream");
        Assert.Equal(["Loading", "Starting", "Ready", "Failed"], [(await late.NextAsync()).Id, (await late.NextAsync()).Id, (await late.NextAsync()).Id, (await late.NextAsync()).Id]);
        await using var resumed = await EventStream.OpenAsync(Http, $"{_door}backend/{id}/status/stream", "Starting");
        Assert.Equal("Ready", (await resumed.NextAsync()).Id);
        await late.CommentAsync();
    }

    [PeerFact]
    public async Task What_is_wrong_is_told_in_the_words_of_the_request()
    {
        (string Path, string Body, HttpStatusCode Code, string Message)[] wrong =
        [
            ("/service/other/spawn", "{}", HttpStatusCode.NotFound, "There is no service 'other'. There are: full, plain."),
            ("/service/plain/spawn", "", HttpStatusCode.BadRequest, "$: "),
            ("/service/plain/spawn", "nonsense", HttpStatusCode.BadRequest, "$: "),
            ("/service/plain/spawn", "[]", HttpStatusCode.BadRequest, "$: "),
            ("/service/plain/spawn", """{"grace_period_seconds":1.5}""", HttpStatusCode.BadRequest, "$.grace_period_seconds: "),
            ("/service/plain/spawn", """{"grace_period_seconds":-1}""", HttpStatusCode.BadRequest, "$.grace_period_seconds: "),
            ("/service/plain/spawn", """{"port":0}""", HttpStatusCode.BadRequest, "$.port: "),
            ("/service/plain/spawn", """{"env":{"A=B":"c"}}""", HttpStatusCode.BadRequest, "$.env: "),
            ("/service/plain/spawn", """{"env":{"A":null}}""", HttpStatusCode.BadRequest, "$.env.A: "),
            ("/service/plain/spawn", """{"volume_mounts":["a:/b"]}""", HttpStatusCode.BadRequest, "$.volume_mounts[0]: "),
            ("/service/plain/spawn", $$"""{"lock":"{{new string('x', 2049)}}"}""", HttpStatusCode.BadRequest, "$.lock: "),
        ];

        foreach (var (path, body, code, message) in wrong)
        {
            var answer = await PostAsync(path, body);

            Assert.True(answer.Code == code, $"{body}: {answer}");
            Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_drone.Asked);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync("/backend/Not_An_Id/status")).Code);
        Assert.Equal($"Cluster {_cluster} has no backend 'unknown'; one that has ended is forgotten after a day.", (await GetAsync("/backend/unknown/status")).Message);
    }

    [PeerFact]
    public async Task No_drone_is_an_error_of_the_server()
    {
        _drone.Manner = Manner.Refuses;

        var answer = await PostAsync("/service/plain/spawn", "{}");

        Assert.Equal((HttpStatusCode.InternalServerError, "NoDroneAvailable"), (answer.Code, answer.Kind));
    }

    [PeerFact]
    public async Task Neither_listener_serves_what_is_the_others()
    {
        Assert.Equal("Plane controller HTTP server", await Http.GetStringAsync(_door));
        foreach (var path in new[] { "/ctrl/status", "/ctrl/backends", "/pub/health", "/health", "/openapi/v1.json" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path)).Code);
            Assert.True((await _controller.GetAsync(new Uri(path, UriKind.Relative))).IsSuccessStatusCode, path);
        }

        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.NotFound, (await _controller.PostAsync(new Uri("/service/plain/spawn", UriKind.Relative), content)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _controller.GetAsync(new Uri("/backend/x/status", UriKind.Relative))).StatusCode);
    }

    [PeerFact]
    public async Task Any_page_may_read_states()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri(_door, "/backend/x/status"));
        preflight.Headers.Add("Origin", "http://page.test");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        using var allowed = await Http.SendAsync(preflight);
        var unknown = await GetAsync("/backend/x/status");

        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("GET,POST", allowed.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal("content-type", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.Equal("*", unknown.Headers["access-control-allow-origin"]);
    }

    private async Task<Answer> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(_door, path), content);
        return await Answer.OfAsync(response);
    }

    private async Task<Answer> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(_door, path));
        return await Answer.OfAsync(response);
    }
}
