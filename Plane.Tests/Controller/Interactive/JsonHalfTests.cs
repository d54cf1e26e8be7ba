using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Peers;

namespace Plane.Tests.Controller.Interactive;

/// <summary>The JSON half, and who is let in where.</summary>
public sealed class JsonHalfTests(InteractiveFixture plane) : IClassFixture<InteractiveFixture>
{
    [PeerFact]
    public async Task While_it_is_off_everything_below_api_is_501()
    {
        foreach (var path in new[] { "auth", "auth/", "http/auth", "systems", "news", "instances/directory", "ws", "ws/", "nothing" })
        {
            var answer = await plane.Plane.GetAsync("/api/v1/" + path);
            Assert.Equal((HttpStatusCode)501, answer.Code);
            Assert.Equal("""{"status":501,"message":"API is not implemented on this server"}""", answer.Text);
        }

        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var address = new Uri(plane.Plane.Http.BaseAddress!.ToString().Replace("http://", "ws://", StringComparison.Ordinal) + "api/v1/ws/");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, CancellationToken.None));
        Assert.Equal((HttpStatusCode)501, socket.HttpStatusCode);
    }

    [PeerFact]
    public async Task A_token_has_a_name_and_no_token_or_an_unknown_one_has_none()
    {
        foreach (var path in new[] { "/api/v1/auth", "/api/v1/auth/", "/api/v1/http/auth", "/api/v1/http/auth/" })
        {
            Assert.Equal("""{"User":"alice","Token":true}""", (await GetAsync(path, InteractiveFixture.Token)).Text);
            Assert.Equal("""{"User":"","Token":false}""", (await GetAsync(path, null)).Text);
            Assert.Equal("""{"User":"","Token":false}""", (await GetAsync(path, "made-up")).Text);
        }
    }

    [PeerFact]
    public async Task Errors_have_the_form_of_this_api_and_options_are_always_allowed()
    {
        var missing = await GetAsync("/api/v1/nothing", null);
        using var posted = await plane.Http.PostAsync("/api/v1/auth", null);
        var wrong = await Answer.OfAsync(posted);
        var plain = await GetAsync("/api/v1/ws/", null);
        using var options = await plane.Http.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/api/v1/auth"));

        Assert.Equal((HttpStatusCode.NotFound, """{"status":404,"message":"there is nothing at /api/v1/nothing"}"""), (missing.Code, missing.Text));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, """{"status":405,"message":"POST is not what /api/v1/auth takes"}"""), (wrong.Code, wrong.Text));
        Assert.Equal((HttpStatusCode.BadRequest, """{"status":400,"message":"a WebSocket is expected here"}"""), (plain.Code, plain.Text));
        Assert.Equal((HttpStatusCode.NoContent, "*"), (options.StatusCode, options.Headers.GetValues("Access-Control-Allow-Origin").Single()));
    }

    [PeerFact]
    public async Task Another_sub_protocol_is_refused_and_one_of_several_is_enough()
    {
        using var other = new ClientWebSocket();
        other.Options.AddSubProtocol("pow-2");
        other.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => other.ConnectAsync(plane.Socket, CancellationToken.None));
        using var several = new ClientWebSocket();
        several.Options.AddSubProtocol("pow-2");
        several.Options.AddSubProtocol("pow-1");
        await several.ConnectAsync(plane.Socket, CancellationToken.None);

        Assert.Equal(HttpStatusCode.BadRequest, other.HttpStatusCode);
        Assert.Equal("pow-1", several.SubProtocol);
        several.Abort();
        await plane.NothingIsLeftAsync();
    }

    [PeerTheory]
    [InlineData("connect", "spawn", "{}")]
    [InlineData("spawn", "spawn", "plane/test:1")]
    [InlineData("status", "view", "some")]
    [InlineData("logs", "view", "some")]
    [InlineData("terminate", "manage", "some", "soft")]
    [InlineData("exec", "exec", "some", "sh")]
    [InlineData("drain", "manage", "a.test", "dr-a")]
    [InlineData("pull", "manage", "a.test", "plane/test:1")]
    public async Task A_call_needs_its_scope_and_the_refusal_names_it(string call, string scope, params string[] parameters)
    {
        foreach (var token in new[] { null, "made-up", scope == "view" ? null : InteractiveFixture.Viewer })
        {
            using var client = await plane.ConnectAsync("pow-1", token);
            await client.CallAsync(call, parameters);
            Assert.Contains($"the scope '{scope}' is missing", (await client.EndAsync()).Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
    }

    [PeerFact]
    public async Task A_token_may_stand_in_the_query_for_browsers()
    {
        using var client = await CallClient.ConnectAsync(new Uri(plane.Socket, "?token=" + InteractiveFixture.Viewer), null, token: null);
        await client.CallAsync("status", "nobody");

        Assert.Equal("there is no backend 'nobody'", (await client.EndAsync()).Json.GetProperty("message").GetString());
    }

    private async Task<Answer> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await plane.Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
