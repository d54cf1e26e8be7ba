using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Tokens;

namespace Plane.Tests.Controller;

/// <summary><c>POST /ctrl/b/revoke</c> and <c>/ctrl/revoke</c> (HTTP API §1.7); what proxies make of it is tested with them.</summary>
public sealed class RevokeTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private const string Done = "\"Token revoked successfully\"";

    [PeerFact]
    public async Task A_token_made_before_is_older_than_the_revocation_and_one_made_after_it_is_newer()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var body = new { key = new { name = "revoked" }, user = "u-17", spawn_config = new { cluster = cluster.Value, executable = new { image = "plane/test" } } };
        var before = await plane.ConnectAsync(body);

        var answer = await plane.PostAsync("/ctrl/b/revoke", Body(before.Backend, "u-17"));
        var after = await plane.ConnectAsync(body);

        var revocation = (await Bucket<RevocationRecord>().ReadAsync(RevocationsStore.KeyOf(BackendId.Parse(before.Backend), "u-17"), CancellationToken.None)).Entry!;
        Assert.Equal((HttpStatusCode.OK, Done), (answer.Code, answer.Text));
        Assert.Equal("application/json", answer.Headers["content-type"]);
        Assert.True(await RevisionOfAsync(before["token"]!) < revocation.Revision, "the token before is dead");
        Assert.True(await RevisionOfAsync(after["token"]!) > revocation.Revision, "the token after lives");
        Assert.DoesNotContain("u-17", revocation.Key, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Both_paths_answer_the_same_whether_anything_matched_or_not()
    {
        foreach (var path in new[] { "/ctrl/b/revoke", "/ctrl/revoke" })
        {
            var answer = await plane.PostAsync(path, Body("nobody", "nobody at all"));

            Assert.Equal((HttpStatusCode.OK, Done), (answer.Code, answer.Text));
        }
    }

    [PeerFact]
    public async Task What_is_missing_or_cannot_be_is_told_by_its_path()
    {
        (string Body, string Message)[] wrong =
        [
            ("{}", "$: backend_id, user is missing"),
            ("""{"backend_id":"b"}""", "$: user is missing"),
            ("""{"user":"u"}""", "$: backend_id is missing"),
            ("""{"backend_id":"NO","user":"u"}""", "$.backend_id: must be"),
            ("""{"backend_id":"b","user":null}""", "$.user: null is not allowed"),
            ("""{"backend_id":"b","user":5}""", "$.user: a string is expected"),
            ("""{"backend_id":"b","backend_id":"b","user":"u"}""", "$.backend_id: backend_id is given twice"),
            (Body("b", new string('u', 256)), "$.user: must not be longer than 255"),
        ];
        foreach (var (body, message) in wrong)
        {
            var answer = await plane.PostAsync("/ctrl/b/revoke", body);

            Assert.Equal((HttpStatusCode.BadRequest, "Other"), (answer.Code, answer.Kind));
            Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
        }
    }

    private static string Body(string backend, string user) => $$"""{"backend_id":"{{backend}}","user":"{{user}}"}""";

    private Bucket<T> Bucket<T>()
        where T : class => plane.Services.GetRequiredService<Bucket<T>>();

    private async Task<ulong> RevisionOfAsync(string text)
    {
        Assert.True(AccessToken.TryParse(text, out var token));
        return (await plane.Services.GetRequiredService<TokensStore>().ReadAsync(token, CancellationToken.None)).Entry!.Revision;
    }
}
