using System.Net;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller;

/// <summary>What a connect does that meets a backend on its way to the end: <c>on_terminating</c>, of the request or of the controller.</summary>
public sealed class TerminatingTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task Error_is_a_503_to_be_tried_again()
    {
        var (_, cluster, _) = await StoppingAsync("error");

        var answer = await plane.ConnectAsync(Body(cluster, "error", "error"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeyHeldUnhealthy"), (answer.Code, answer.Kind));
        Assert.Contains("is terminating", answer.Message, StringComparison.Ordinal);
        Assert.NotNull(answer.RetryAfter);
    }

    [PeerFact]
    public async Task Wait_gets_the_next_backend_once_the_one_before_has_ended()
    {
        var (drone, cluster, first) = await StoppingAsync("wait");

        var waiting = plane.ConnectAsync(Body(cluster, "wait", "wait"));
        await Poll.UntilAsync(() => !drone.Touched.IsEmpty, TimeSpan.FromSeconds(20), "the connect to meet the backend");
        Assert.False(waiting.IsCompleted);
        drone.Says = null;
        await drone.EndAsync(BackendId.Parse(first));
        var answer = await waiting;

        Assert.Equal((HttpStatusCode.OK, true), (answer.Code, answer.Spawned));
        Assert.NotEqual(first, answer.Backend);
    }

    [PeerFact]
    public async Task A_wait_that_is_too_long_is_a_503_too()
    {
        var (_, cluster, _) = await StoppingAsync("too-long");

        var answer = await plane.ConnectAsync(Body(cluster, "too-long", "wait"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeyHeldUnhealthy"), (answer.Code, answer.Kind));
    }

    [PeerFact]
    public async Task The_controllers_own_rule_holds_where_the_request_has_none()
    {
        using var strict = await plane.StartControllerAsync(("Plane:Controller:OnTerminating", "error"));
        var (_, cluster, first) = await StoppingAsync("of-the-controller");

        var refused = await plane.ConnectAsync(ControllerFixture.Body(cluster, "of-the-controller"), strict);
        var returned = await plane.ConnectAsync(Body(cluster, "of-the-controller", "return"), strict);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Code);
        Assert.Equal((first, "terminating"), (returned.Backend, returned["status"]));
    }

    private static object Body(ClusterName cluster, string key, string rule) => new
    {
        key = new { name = key, @namespace = "tests" },
        on_terminating = rule,
        spawn_config = new { cluster = cluster.Value, executable = new { image = "plane/test:1" } },
    };

    private async Task<(FakeDrone Drone, ClusterName Cluster, string Backend)> StoppingAsync(string key)
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var backend = (await plane.ConnectAsync(ControllerFixture.Body(cluster, key))).Backend;
        drone.Says = BackendStatus.Terminating;
        return (drone, cluster, backend);
    }
}
