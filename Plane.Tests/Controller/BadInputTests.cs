using System.Net;
using System.Text;
using Peers;

namespace Plane.Tests.Controller;

/// <summary>Bad input is answered 400 with the error body, and the message begins with the JSON path.</summary>
public sealed class BadInputTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly (string Body, string Path, string Kind)[] Bad =
    [
        ("", "$: ", "Other"),
        ("nonsense", "$: ", "Other"),
        ("null", "$: ", "Other"),
        ("[]", "$: ", "Other"),
        ("""{"key":"x"}""", "$.key: ", "Other"),
        ("""{"key":{}}""", "$.key: name is missing", "Other"),
        ("""{"key":{"name":5}}""", "$.key.name: a string is expected", "Other"),
        ("""{"key":{"name":null}}""", "$.key.name: null is not allowed", "Other"),
        ("""{"key":{"name":""}}""", "$.key.name: must not be empty", "Other"),
        ("""{"key":{"name":"a","name":"b"}}""", "$.key", "Other"),
        ("""{"key":{"name":"LONG"}}""", "$.key.name: must not be longer than 255", "Other"),
        ("""{"key":{"name":"a","namespace":"LONG"}}""", "$.key.namespace: ", "Other"),
        ("""{"key":{"name":"a","tag":"LONG"}}""", "$.key.tag: ", "Other"),
        ("""{"auth":5}""", "$.auth: an object is expected", "Other"),
        ("{}", "$: at least one of key and spawn_config is expected", "Other"),
        ("""{"pool":"gpu","user":"u"}""", "$: at least one of key and spawn_config is expected", "Other"),
        ("""{"key":{"name":"a"},"key":{"name":"b"}}""", "$.key: key is given twice", "Other"),
        ("""{"key":{"name":"a"},"auth":{"a":1,"a":2}}""", "$", "Other"),
        ("""{"key":{"name":"a"},"auth":{"a":"\ud800"}}""", "$.auth: must be valid Unicode", "Other"),
        ("""{"key":{"name":"a"},"auth":{"\udc00":1}}""", "$", "Other"),
        ("""{"key":{"name":"\ud800"}}""", "$.key.name: valid Unicode is expected", "Other"),
        ("""{"key":{"name":"a"},"user":"\ud800"}""", "$.user: valid Unicode is expected", "Other"),
        ("""{"key":{"name":"a"},"user":"LONG"}""", "$.user: must not be longer than 255", "Other"),
        ("""{"key":{"name":"a"},"on_terminating":"maybe"}""", "$.on_terminating: ", "Other"),
        ("""{"key":{"name":"a"},"on_terminating":true}""", "$.on_terminating: a string is expected", "Other"),
        ("""{"key":{"name":"a"}} x""", "$", "Other"),
        ("""{"key":{"name":"a"},}""", "$", "Other"),
        ("NESTED", "$", "Other"),
        ("""{"auth":"x"}""", "$.auth: an object is expected", "Other"),
        ("""{"user":{}}""", "$.user: a string is expected", "Other"),
        ("""{"spawn_config":{}}""", "$.spawn_config: executable is missing", "Other"),
        ("""{"spawn_config":{"executable":null}}""", "$.spawn_config.executable: null is not allowed", "Other"),
        ("""{"spawn_config":{"executable":{}}}""", "$.spawn_config.executable: image is missing", "Other"),
        (Spawn("\"id\":\"Not Valid\""), "$.spawn_config.id: ", "Other"),
        (Spawn("\"id\":\"8080-x\""), "$.spawn_config.id: ", "Other"),
        (Spawn("\"cluster\":\"not_a_cluster\""), "$.spawn_config.cluster: ", "InvalidClusterName"),
        (Spawn("\"cluster\":\"a:99999\""), "$.spawn_config.cluster: ", "InvalidClusterName"),
        (Spawn("\"pool\":\"LONG\""), "$.spawn_config.pool: ", "Other"),
        (Spawn("\"subdomain\":\"a.b\""), "$.spawn_config.subdomain: ", "Other"),
        (Spawn("\"max_idle_seconds\":-1"), "$.spawn_config.max_idle_seconds: must not be negative", "Other"),
        (Spawn("\"lifetime_limit_seconds\":-5"), "$.spawn_config.lifetime_limit_seconds: must not be negative", "Other"),
        (Spawn("\"grace_seconds\":-5"), "$.spawn_config.grace_seconds: must not be negative", "Other"),
        (Spawn("\"max_idle_seconds\":5.5"), "$.spawn_config.max_idle_seconds: a whole number of 32 bits is expected", "Other"),
        (Spawn("\"max_idle_seconds\":\"5\""), "$.spawn_config.max_idle_seconds: a whole number is expected", "Other"),
        (Spawn("\"use_static_token\":1"), "$.spawn_config.use_static_token: true or false is expected", "Other"),
        (Spawn("\"host_routing\":\"shut\""), "$.spawn_config.host_routing: ", "Other"),
        (Run("\"image\":\"Not An Image\""), "$.spawn_config.executable.image: ", "Other"),
        (Run("\"image\":\"\""), "$.spawn_config.executable.image: ", "Other"),
        (Run("\"image\":\"a\",\"pull_policy\":\"Sometimes\""), "$.spawn_config.executable.pull_policy: ", "Other"),
        (Run("\"image\":\"a\",\"env\":{\"A\":5}"), "$.spawn_config.executable.env.A: a string is expected", "Other"),
        (Run("\"image\":\"a\",\"env\":{\"A\":null}"), "$.spawn_config.executable.env.A: must be a string", "Other"),
        (Run("\"image\":\"a\",\"env\":{\"A=B\":\"\"}"), "$.spawn_config.executable.env: ", "Other"),
        (Run("\"image\":\"a\",\"env\":[]"), "$.spawn_config.executable.env: an object of strings is expected", "Other"),
        (Run("\"image\":\"a\",\"port\":0"), "$.spawn_config.executable.port: must be 1 to 65535", "Other"),
        (Run("\"image\":\"a\",\"port\":70000"), "$.spawn_config.executable.port: ", "Other"),
        (Run("\"image\":\"a\",\"mount\":5"), "$.spawn_config.executable.mount: ", "Other"),
        (Run("\"image\":\"a\",\"mount\":\"\\ud800\""), "$.spawn_config.executable.mount: ", "Other"),
        (Run("\"image\":\"a\",\"env\":{\"\\ud800\":\"x\"}"), "$.spawn_config.executable.env", "Other"),
        (Run("\"image\":\"a\",\"mount\":\"/etc\""), "$.spawn_config.executable.mount: ", "Other"),
        (Run("\"image\":\"a\",\"mount\":\"a/../../b\""), "$.spawn_config.executable.mount: ", "Other"),
        (Run("\"image\":\"a\",\"credentials\":{\"username\":\"u\"}"), "$.spawn_config.executable.credentials: password is missing", "Other"),
        (Run("\"image\":\"a\",\"network_name\":\"no spaces\""), "$.spawn_config.executable.network_name: ", "Other"),
        (Run("\"image\":\"a\",\"resource_limits\":{\"cpu_period\":10}"), "$.spawn_config.executable.resource_limits.cpu_period: ", "Other"),
        (Run("\"image\":\"a\",\"resource_limits\":{\"cpu_period_percent\":300}"), "$.spawn_config.executable.resource_limits.cpu_period_percent: ", "Other"),
        (Run("\"image\":\"a\",\"resource_limits\":{\"memory_limit_bytes\":-1}"), "$.spawn_config.executable.resource_limits.memory_limit_bytes: must not be negative", "Other"),
        (Run("\"image\":\"a\",\"resource_limits\":{\"memory_limit_bytes\":100}"), "$.spawn_config.executable.resource_limits.memory_limit_bytes: must be at least", "Other"),
        ("""{"key":{"name":"../up"},"spawn_config":{"executable":{"image":"a","mount":true}}}""", "$.spawn_config.executable.mount: ", "Other"),
    ];

    [PeerFact]
    public async Task Each_fault_is_named_by_its_path()
    {
        var wrong = new List<string>();
        foreach (var (body, path, kind) in Bad)
        {
            var answer = await plane.PostAsync("/ctrl/connect", Filled(body));

            if (answer.Code != HttpStatusCode.BadRequest || answer.Kind != kind || !answer.Message.StartsWith(path, StringComparison.Ordinal))
            {
                wrong.Add($"{body} should be {path} and was answered {answer}");
            }

            Assert.Equal(14, answer["id"]!.Length);
            Assert.DoesNotContain("System.", answer.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Plane.", answer.Message, StringComparison.Ordinal);
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [PeerFact]
    public async Task A_body_that_is_not_utf_8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"key\":{\"name\":\"a\"},\"auth\":{\"a\":\""u8, 0xff, .. "\"}}"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await plane.Http.PostAsync("/ctrl/connect", content);
        var answer = await Answer.OfAsync(response);

        Assert.Equal((HttpStatusCode.BadRequest, "$: the body is not UTF-8"), (answer.Code, answer.Message));
    }

    [PeerFact]
    public async Task What_would_not_fit_a_message_is_refused_and_what_fits_goes_through()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        object Body(string value, string auth) => new
        {
            auth = new { a = auth },
            spawn_config = new { cluster = cluster.Value, executable = new { image = "plane/test", env = new Dictionary<string, string> { ["A"] = value } } },
        };

        var large = await plane.ConnectAsync(Body(new string('x', 600_000), ""));
        var escaped = await plane.ConnectAsync(Body(new string('\u20ac', 100_000), ""));
        var auth = await plane.ConnectAsync(Body("", new string('x', 70_000)));
        var fits = await plane.ConnectAsync(Body(new string('x', 500_000), new string('x', 60_000)));

        Assert.Equal((HttpStatusCode.BadRequest, "$.spawn_config.executable.env: must not be longer than 524288 bytes of JSON"), (large.Code, large.Message));
        Assert.Equal(HttpStatusCode.BadRequest, escaped.Code);
        Assert.StartsWith("$.auth: ", auth.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, fits.Code);
        Assert.Equal(500_000, drone.Asked.Single().Spec.Environment["A"].Length);
    }

    [PeerFact]
    public async Task Paths_are_served_as_they_are_spelled_only()
    {
        foreach (var path in new[] { "/ctrl/STATUS", "/Ctrl/status", "/ctrl/status/", "/PUB/health" })
        {
            var answer = await plane.GetAsync(path);

            Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (answer.Code, answer.Kind));
        }

        Assert.Equal(HttpStatusCode.OK, (await plane.GetAsync("/%63trl/status")).Code);
    }

    [PeerFact]
    public async Task Unknown_fields_are_ignored_everywhere()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");

        var answer = await plane.PostAsync(
            "/ctrl/connect",
            $$$$"""{"x":1,"key":{"name":"unknown-fields","y":[]},"spawn_config":{"z":{},"cluster":"{{{{cluster}}}}","executable":{"image":"a","q":null}}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Code);
    }

    [PeerFact]
    public async Task The_content_type_must_be_json()
    {
        var wrong = await plane.PostAsync("/ctrl/connect", "{}", "text/plain");
        var missing = await plane.PostAsync("/ctrl/connect", "{}", contentType: null);

        Assert.Equal((HttpStatusCode.BadRequest, "Other"), (wrong.Code, wrong.Kind));
        Assert.Equal((HttpStatusCode.BadRequest, "Other"), (missing.Code, missing.Kind));
        Assert.StartsWith("$: Content-Type", wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>A large body is refused before it is read, so it is sent once it is asked for only: otherwise the end of the connection may meet it.</summary>
    [PeerFact]
    public async Task What_the_framework_refuses_has_the_same_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ctrl/connect") { Headers = { ExpectContinue = true } };
        request.Content = new StringContent($"{{\"user\":\"{new string('x', 3 * 1024 * 1024)}\"}}", Encoding.UTF8, "application/json");
        var nowhere = await plane.GetAsync("/ctrl/nothing-here");
        var method = await plane.GetAsync("/ctrl/connect");
        using var tooLarge = await plane.Http.SendAsync(request);
        var large = await Answer.OfAsync(tooLarge);

        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (nowhere.Code, nowhere.Kind));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "Other"), (method.Code, method.Kind));
        Assert.Contains("POST", method.Headers["allow"], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Other"), (large.Code, large.Kind));
    }

    [PeerFact]
    public async Task Ids_in_paths_are_checked_too()
    {
        var backend = await plane.GetAsync("/pub/b/Not_Valid/status");
        var cluster = await plane.GetAsync("/pub/c/not_valid/b/x/status");

        Assert.Equal((HttpStatusCode.BadRequest, "Other"), (backend.Code, backend.Kind));
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidClusterName"), (cluster.Code, cluster.Kind));
    }

    private static string Filled(string body) => body
        .Replace("LONG", new string('x', 256), StringComparison.Ordinal)
        .Replace("NESTED", "{\"auth\":" + string.Concat(Enumerable.Repeat("{\"a\":", 1000)), StringComparison.Ordinal);

    private static string Spawn(string field) => "{\"spawn_config\":{\"executable\":{\"image\":\"a\"}," + field + "}}";

    private static string Run(string fields) => "{\"spawn_config\":{\"executable\":{" + fields + "}}}";
}
