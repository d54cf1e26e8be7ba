using System.Net;
using Peers;
using Plane.Contracts.Records;

namespace Plane.Tests.Controller;

/// <summary>The list of images that drones pull beforehand, over HTTP.</summary>
public sealed class PrefetchTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task The_list_is_replaced_as_a_whole_and_shown_with_the_drones_progress()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a", change: static word => word with { Prefetch = [new PrefetchState("plane/a", PrefetchPhase.Failed, "no route")] });

        var none = await plane.GetAsync($"/ctrl/c/{cluster}/prefetch");
        var put = await PutAsync(cluster.Value, """{"images":[{"image":"plane/a"},{"image":"plane/b:2","pull_policy":"Always"}]}""");
        var got = await plane.GetAsync($"/ctrl/c/{cluster}/prefetch");
        await PutAsync(cluster.Value, """{"images":[]}""");
        var emptied = await plane.GetAsync($"/ctrl/c/{cluster}/prefetch");

        const string Drones = "\"drones\":[{\"drone\":\"dr-a\",\"images\":[{\"image\":\"plane/a\",\"state\":\"failed\",\"error\":\"no route\"}]}]}";
        Assert.Equal("{\"images\":[]," + Drones, none.Text);
        Assert.Equal((HttpStatusCode.OK, got.Text), put);
        Assert.Equal("{\"images\":[{\"image\":\"plane/a\",\"pull_policy\":\"IfNotPresent\"},{\"image\":\"plane/b:2\",\"pull_policy\":\"Always\"}]," + Drones, got.Text);
        Assert.Equal(none.Text, emptied.Text);
    }

    [PeerTheory("nats-server")]
    [InlineData("""{}""", "$")]
    [InlineData("""{"images":null}""", "$.images")]
    [InlineData("""{"images":[null]}""", "$.images[0]")]
    [InlineData("""{"images":[{"image":"Not An Image"}]}""", "$.images[0].image")]
    [InlineData("""{"images":[{"image":"plane/a","pull_policy":"Never"}]}""", "$.images[0].pull_policy")]
    [InlineData("""{"images":[{"image":"plane/a","credentials":{"username":"u","password":"secret-7"}}]}""", "$.images[0].credentials")]
    [InlineData("""{"images":[{"image":"plane/a"},{"image":"plane/a"}]}""", "$.images")]
    public async Task What_cannot_be_a_list_is_refused_with_its_place(string body, string path)
    {
        var (code, text) = await PutAsync(ControllerFixture.NewCluster().Value, body);

        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Contains($"\"message\":\"{path}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-7", text, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Code, string Text)> PutAsync(string cluster, string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var answer = await plane.Http.PutAsync(new Uri($"/ctrl/c/{cluster}/prefetch", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
