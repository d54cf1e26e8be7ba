using Plane.Client;
using static Plane.Tests.Client.FlakyServer;

namespace Plane.Tests.Client;

/// <summary>HTTP API §1.13: what the controller's URL says.</summary>
public sealed class AddressTests
{
    private const string Status = """{"status":"ok","version":"1","hash":""}""";

    [Fact]
    public async Task A_user_name_becomes_a_bearer_token_for_ctrl_alone()
    {
        await using var server = new FlakyServer(Answer(200, Status));
        using var client = new PlaneClient(new UriBuilder(server.Address) { UserName = "a%20token" }.Uri);

        await client.ControllerStatusAsync();
        await client.HealthAsync();

        var (guarded, open) = (server.Requests.First(), server.Requests.Last());
        Assert.Contains("Authorization: Bearer a token\r\n", guarded, StringComparison.Ordinal);
        Assert.Contains($"Host: {server.Address.Authority}\r\n", guarded, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", open, StringComparison.Ordinal);
        Assert.DoesNotContain("token", client.Controller.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_user_name_there_is_no_authorization()
    {
        await using var server = new FlakyServer(Answer(200, Status));
        using var client = new PlaneClient(server.Address);

        await client.ControllerStatusAsync();

        Assert.DoesNotContain("Authorization", server.Requests.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_before_the_API_is_kept_and_names_are_escaped()
    {
        await using var server = new FlakyServer(Answer(200, """{"status":"ready","time":1}"""));
        using var client = new PlaneClient(new Uri(server.Address, "/behind/a/proxy"));

        await client.StatusAsync("a/b?c");

        Assert.StartsWith("GET /behind/a/proxy/ctrl/b/a%2Fb%3Fc/status HTTP/1.1\r\n", server.Requests.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_names_nothing_is_refused_before_it_is_sent()
    {
        using var client = new PlaneClient(new Uri("http://127.0.0.1:9"));

        await Assert.ThrowsAsync<ArgumentException>(() => client.TerminateAsync(".."));
        await Assert.ThrowsAsync<ArgumentException>(() => client.TerminateAsync(""));
        Assert.Throws<ArgumentException>(() => new PlaneClient(new Uri("ftp://127.0.0.1")));
    }
}
