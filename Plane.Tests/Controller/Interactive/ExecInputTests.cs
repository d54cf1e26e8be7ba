using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Controller.Api.Interactive.Sockets;
using Plane.Domain.Identity;

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
        var opening = DroneEnd.NextAsync(plane.Nats, drone);
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
}
