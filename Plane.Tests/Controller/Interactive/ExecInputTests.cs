using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Interactive.Sockets;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Conduits;

namespace Plane.Tests.Controller.Interactive;

/// <summary>Input of <c>exec</c> that a controller cannot send on.</summary>
public sealed class ExecInputTests(NarrowFixture plane) : IClassFixture<NarrowFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [PeerTheory]
    [InlineData("pow-1")]
    [InlineData(null)]
    public async Task Ends_the_call_at_once_with_the_reason_and_the_drone_is_told_to_give_up(string? dialect)
    {
        using var http = await plane.StartControllerAsync(InteractiveFixture.Settings);
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var backend = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(drone.Cluster))).Backend);
        var opening = OpenAsync(drone);
        using var client = await CallClient.ConnectAsync(new Uri(http.BaseAddress!.ToString().Replace("http://", "ws://", StringComparison.Ordinal) + "api/v1/ws/"), dialect, InteractiveFixture.Token);
        await client.CallAsync("exec", backend.Value, "cat");
        var conduit = await opening.WaitAsync(Limit);
        await client.TextAsync("short");
        Assert.StartsWith("short", Encoding.UTF8.GetString((await conduit.ReceiveAsync(CancellationToken.None).WaitAsync(Limit))!.Value.Payload.Span), StringComparison.Ordinal);

        await client.TextAsync(new string('x', 100_000));
        await conduit.Aborted.WaitAsync(Limit);
        await conduit.DisposeAsync();
        var end = await client.EndAsync();

        Assert.Contains("the input could not be sent to the drone, and the program was ended: Payload size", end.Json.GetProperty(dialect is null ? "message" : "reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(end.Output);
        await Poll.UntilAsync(() => plane.ServicesOf(http).GetRequiredService<OpenCalls>().Count == 0, Limit, "no call to be left");
    }

    /// <summary>The drone's end of the next conduit that it is asked for.</summary>
    private async Task<Conduit> OpenAsync(FakeDrone drone)
    {
        await using var asked = await plane.Nats.SubscribeCoreAsync(Subjects.Attach(drone.Cluster, drone.Id), serializer: RawJson<AttachMessage>.Of(StateJson.Default.AttachMessage));
        var message = await asked.Msgs.ReadAsync();
        var id = message.Data!.Conduit;
        var conduit = await Conduit.ListenAsync(
            plane.Nats, Subjects.ConduitToDrone(drone.Cluster, drone.Id, id), Subjects.ConduitFromDrone(drone.Cluster, drone.Id, id), new ConduitTimings(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15)), TimeProvider.System, CancellationToken.None);
        await message.ReplyAsync(new AttachReply(true, null), serializer: RawJson<AttachReply>.Of(StateJson.Default.AttachReply));
        return conduit;
    }
}
