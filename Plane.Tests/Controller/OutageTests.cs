using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.State.Connection;

namespace Plane.Tests.Controller;

/// <summary>NATS goes away and comes back.</summary>
public sealed class OutageTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [PeerFact]
    public async Task Without_contact_connects_are_refused_at_once_and_later_go_on()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        drone.IsDead = true;
        var contact = plane.Services.GetRequiredService<NatsContact>();
        await plane.Server.KillAsync();
        await Poll.UntilAsync(() => contact.IsLost, Limit, "the controller to notice");

        var refused = await plane.ConnectAsync(ControllerFixture.Body(cluster, "outage"));
        var health = await plane.GetAsync("/pub/health");
        await plane.Server.RestartAsync();
        await Poll.UntilAsync(() => !contact.IsLost, Limit, "contact to come back");
        drone.IsDead = false;
        await Poll.UntilAsync(async () => (await plane.ConnectAsync(ControllerFixture.Body(cluster, "outage"))).Code == HttpStatusCode.OK, Limit, "connects to work again");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "DatabaseError"), (refused.Code, refused.Kind));
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal((HttpStatusCode.InternalServerError, "Database health check failed"), (health.Code, health.Message));
    }
}
