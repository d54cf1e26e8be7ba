using System.Text.Json;
using Peers;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;

namespace Plane.Tests.Controller;

/// <summary>A controller's log on NATS.</summary>
public sealed class PublishedLogTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task What_a_controller_logs_can_be_followed_and_holds_no_secret()
    {
        await using var logs = await plane.Nats.SubscribeCoreAsync<string>(Subjects.ControllerLogs);
        await plane.Nats.PingAsync();
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var connected = await plane.ConnectAsync(ControllerFixture.Body(cluster, "logged"));
        var refused = await plane.GetAsync("/pub/b/nobody/status");

        using var limit = new CancellationTokenSource(Limit);
        var said = new List<string>();
        while (!said.Exists(line => line.Contains(refused["id"]!, StringComparison.Ordinal)))
        {
            said.Add((await logs.Msgs.ReadAsync(limit.Token)).Data!);
        }

        var record = JsonSerializer.Deserialize(said[^1], NatsJson.Default.LogMessage)!;
        Assert.Equal(("Controller", "WARN"), (record.Component.Type, record.Severity));
        Assert.StartsWith("Plane.Controller.", record.Target, StringComparison.Ordinal);
        Assert.StartsWith("""{"component":{"type":"Controller"},"target":""", said[^1], StringComparison.Ordinal);
        Assert.EndsWith("Z", JsonElement.Parse(said[^1]).GetProperty("time").GetString(), StringComparison.Ordinal);
        Assert.All(said, line => Assert.DoesNotContain(connected["token"]!, line, StringComparison.Ordinal));
    }

    [PeerFact]
    public async Task It_can_be_turned_off()
    {
        using var http = await plane.StartControllerAsync(("Plane:Logging:Publish", "None"));
        await using var logs = await plane.Nats.SubscribeCoreAsync<string>(Subjects.ControllerLogs);
        await plane.Nats.PingAsync();
        var quiet = await Answer.OfAsync(await http.GetAsync(new Uri("/pub/b/nobody/status", UriKind.Relative)));
        var loud = await plane.GetAsync("/pub/b/nobody/status");

        using var limit = new CancellationTokenSource(Limit);
        var line = "";
        while (!line.Contains(loud["id"]!, StringComparison.Ordinal))
        {
            line = (await logs.Msgs.ReadAsync(limit.Token)).Data!;
            Assert.DoesNotContain(quiet["id"]!, line, StringComparison.Ordinal);
        }

        await plane.StopControllerAsync(http);
    }
}
