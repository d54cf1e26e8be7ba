using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller;

/// <summary>What the answer to a connect says about where the backend is, and how far.</summary>
public sealed class AnswerTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task The_first_connect_says_scheduled_and_a_later_one_how_far_it_has_come()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var first = await plane.ConnectAsync(ControllerFixture.Body(drone.Cluster, "progress"));
        var backend = BackendId.Parse(first.Backend);
        await Poll.UntilAsync(() => drone.Running.TryGetValue(backend, out var known) && known.Revision > 0, Limit, "the drone to have accepted");
        await drone.SetStatusAsync(backend, static record => record with { Status = BackendStatus.Starting });
        await plane.Records.WaitAsync(first.Backend, static seen => seen?.Value.Status == BackendStatus.Starting, Limit, CancellationToken.None);

        var second = await plane.ConnectAsync(ControllerFixture.Body(drone.Cluster, "progress"));

        Assert.Equal((true, "scheduled"), (first.Spawned, first["status"]));
        Assert.Equal((false, "starting", first.Backend), (second.Spawned, second["status"], second.Backend));
    }

    [PeerFact]
    public async Task A_url_has_the_cluster_s_scheme_and_the_backend_s_subdomain()
    {
        var secure = ClusterName.Parse($"c{Guid.NewGuid():N}.test");
        await plane.StartDroneAsync(secure, "dr-a");

        var plain = await plane.ConnectAsync(ControllerFixture.Body(secure));
        var named = await plane.ConnectAsync(ControllerFixture.Body(secure, "named", "", Spawn(secure, "play")));
        var again = await plane.ConnectAsync(ControllerFixture.Body(secure, "named"));

        Assert.Equal($"https://{secure}/{plain["token"]}/", plain["url"]);
        Assert.Equal(($"https://play.{secure}/{named["token"]}/", "play"), (named["url"], named["subdomain"]));
        Assert.Equal(($"https://play.{secure}/{again["token"]}/", "play"), (again["url"], again["subdomain"]));
    }

    private static object Spawn(ClusterName cluster, string subdomain) => new { cluster = cluster.Value, subdomain, executable = new { image = "plane/test:1" } };
}
