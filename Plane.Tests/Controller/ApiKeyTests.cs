using System.Net;
using System.Security.Cryptography;
using System.Text;
using Peers;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Tests.Controller;

/// <summary><c>Plane:Controller:ApiKeys</c>: only hashes are configured, only <c>/ctrl</c> is guarded.</summary>
public sealed class ApiKeyTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task One_of_the_keys_opens_ctrl_and_nothing_else_does()
    {
        using var guarded = await GuardedAsync();

        var first = await AskAsync(guarded, "/ctrl/status", "Bearer one-key");
        var second = await AskAsync(guarded, "/ctrl/status", "bearer another-key");
        var none = await AskAsync(guarded, "/ctrl/status", null);
        string[] wrong = ["Bearer one-kez", "Bearer one-key, Bearer another-key", $"Bearer {HashOf("one-key")}"];
        var refused = await Task.WhenAll(wrong.Select(shown => AskAsync(guarded, "/ctrl/status", shown)));
        var empty = await AskAsync(guarded, "/ctrl/status", "Bearer ");
        var basic = await AskAsync(guarded, "/ctrl/status", "Basic b25lLWtleQ==");

        Assert.All([first, second], static answer => Assert.Equal(HttpStatusCode.OK, answer.Code));
        Assert.All([none, empty, basic], static answer => Assert.Equal((HttpStatusCode.Unauthorized, "Other", "Bearer"), (answer.Code, answer.Kind, answer.Headers["www-authenticate"])));
        Assert.All(refused, static answer => Assert.Equal((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\""), (answer.Code, answer.Headers["www-authenticate"])));
        Assert.All(refused, static answer => Assert.DoesNotContain("one-key", answer.Text, StringComparison.Ordinal));
    }

    [PeerFact]
    public async Task Pub_and_health_need_no_key_and_nothing_below_ctrl_is_forgotten()
    {
        using var guarded = await GuardedAsync();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(guarded, "/pub/health", null)).Code);
        foreach (var path in new[] { "/ctrl", "/ctrl/", "/ctrl/nothing-here", "/CTRL/status", "/%63trl/status", "/pub/../ctrl/status", "/ctrl/connect", "/ctrl/b/x/logs" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(guarded, path, null)).Code);
        }
    }

    [PeerFact]
    public async Task A_key_in_clear_in_the_settings_is_refused_at_the_start_and_not_repeated()
    {
        var fault = await Assert.ThrowsAsync<SettingsException>(() => plane.StartControllerAsync(
            ("Plane:Controller:ApiKeys:0:Name", "app"), ("Plane:Controller:ApiKeys:0:Sha256", "the-key-itself"), ("Plane:Controller:ForwardAuth:Url", "ftp://x"), ("Plane:Controller:TrustedProxies:0", "anybody")));

        Assert.Contains("ApiKeys 'app': Sha256 is not 64 hexadecimal digits", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ForwardAuth:Url", fault.Message, StringComparison.Ordinal);
        Assert.Contains("both set", fault.Message, StringComparison.Ordinal);
        Assert.Contains("TrustedProxies has 'anybody'", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-key-itself", fault.Message, StringComparison.Ordinal);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static async Task<Answer> AskAsync(HttpClient http, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(http.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private Task<HttpClient> GuardedAsync() => plane.StartControllerAsync(
        ("Plane:Controller:ApiKeys:0:Name", "app"), ("Plane:Controller:ApiKeys:0:Sha256", HashOf("one-key")),
        ("Plane:Controller:ApiKeys:1:Name", "app"), ("Plane:Controller:ApiKeys:1:Sha256", HashOf("another-key").ToUpperInvariant()));
}
