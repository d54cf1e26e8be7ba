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
            var answer = await plane.PostAsync("/ctrl/connect", body.Replace("LONG", new string('x', 256), StringComparison.Ordinal));

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

    [PeerFact]
    public async Task What_the_framework_refuses_has_the_same_body()
    {
        var nowhere = await plane.GetAsync("/ctrl/nothing-here");
        var method = await plane.GetAsync("/ctrl/connect");
        var large = await plane.PostAsync("/ctrl/connect", new StringBuilder().Append("{\"user\":\"").Append('x', 3 * 1024 * 1024).Append("\"}").ToString());

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

    private static string Spawn(string field) => "{\"spawn_config\":{\"executable\":{\"image\":\"a\"}," + field + "}}";

    private static string Run(string fields) => "{\"spawn_config\":{\"executable\":{" + fields + "}}}";
}
