using System.Net;
using System.Text;
using Certes.Acme;
using Peers;
using Xunit;
using Directory = Certes.Acme.Resource.Directory;

namespace Certes.Tests.Acme;

public sealed class ProblemTests
{
    private static readonly Uri Somewhere = new("http://127.0.0.1/dir");

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_refused_nonce_is_told_once_the_repetitions_are_used_up()
    {
        await using var server = await Server.StartAsync(new PebbleOptions { NonceReject = 100 });

        var refused = await Assert.ThrowsAsync<AcmeRequestException>(() => server.NewContext(badNonceRetryCount: 3).NewAccount("a@example.com", true));

        Assert.Equal("urn:ietf:params:acme:error:badNonce", refused.Error.Type);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Error.Status);
        Assert.Equal(4, server.Pebble.Log.Count(static line => line.Contains("POST /sign-me-up", StringComparison.Ordinal)));
    }

    [PeerFact("pebble", "pebble-challtestsrv")]
    public async Task A_name_that_cannot_be_ordered_is_a_problem_with_its_detail()
    {
        await using var server = await Server.StartAsync();
        var context = await server.NewAccountAsync();

        var refused = await Assert.ThrowsAsync<AcmeRequestException>(() => context.NewOrder(["not a name"]));

        Assert.Equal("urn:ietf:params:acme:error:malformed", refused.Error.Type);
        Assert.NotEmpty(refused.Error.Detail);
    }

    [Fact]
    public async Task Sub_problems_come_with_the_names_they_are_about()
    {
        const string Problem = """
            {"type":"urn:ietf:params:acme:error:rejectedIdentifier","detail":"some names were refused","subproblems":[
              {"type":"urn:ietf:params:acme:error:caa","detail":"not allowed","identifier":{"type":"dns","value":"a.example.com"}}]}
            """;
        using var http = new HttpClient(new Fixed(HttpStatusCode.Forbidden, Problem, "application/problem+json"));

        var answer = await new AcmeHttpClient(Somewhere, http).Get<Directory>(Somewhere);

        Assert.Null(answer.Resource);
        Assert.Equal(HttpStatusCode.Forbidden, answer.Error.Status);
        var sub = Assert.Single(answer.Error.Subproblems);
        Assert.Equal(("urn:ietf:params:acme:error:caa", "not allowed", "a.example.com"), (sub.Type, sub.Detail, sub.Identifier.Value));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "text/html")]
    [InlineData(HttpStatusCode.OK, "{", "application/json")]
    [InlineData(HttpStatusCode.OK, "null", "application/json")]
    [InlineData(HttpStatusCode.OK, "{}", "application/json")]
    [InlineData(HttpStatusCode.OK, "<html>", "text/html")]
    public async Task What_is_no_acme_server_is_told_as_such(HttpStatusCode status, string body, string type)
    {
        using var http = new HttpClient(new Fixed(status, body, type));
        var context = new AcmeContext(Somewhere, null, new AcmeHttpClient(Somewhere, http));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => context.NewAccount("a@example.com", true));

        Assert.True(failure is AcmeException or NotSupportedException, failure.ToString());
        Assert.Contains(Somewhere.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Equal(status == HttpStatusCode.BadGateway ? status : null, (failure.InnerException as HttpRequestException)?.StatusCode);
    }

    [Fact]
    public void A_chain_without_a_certificate_is_refused() => Assert.Throws<AcmeException>(() => new CertificateChain("nothing here"));

    private sealed class Fixed(HttpStatusCode status, string body, string type) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) });
    }
}
