using System.Net;
using Peers;
using Plane.Contracts.Records;
using Plane.State.Intents;

namespace Plane.Tests.Controller;

/// <summary>Drain, its undo, and the state of a cluster (HTTP API §1.8–1.9).</summary>
public sealed class DrainTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task A_drained_drone_is_placed_on_no_more_though_its_heartbeat_says_ready()
    {
        var cluster = ControllerFixture.NewCluster();
        var first = await plane.StartDroneAsync(cluster, "dr-a");
        var second = await plane.StartDroneAsync(cluster, "dr-b");

        var drain = await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-a/drain", "", null);
        for (var i = 0; i < 6; i++)
        {
            Assert.True((await plane.ConnectAsync(ControllerFixture.Body(cluster, $"drain-{i}"))).Spawned);
        }

        Assert.Equal((HttpStatusCode.OK, """{"updated":true}"""), (drain.Code, drain.Text));
        Assert.Equal(DroneState.Ready, first.Word.State);
        Assert.Equal((0, 6), (first.Asked.Count, second.Asked.Count));
    }

    [PeerFact]
    public async Task A_drain_stands_until_it_is_undone_and_each_says_whether_it_changed_anything()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");

        var answers = new List<Answer>();
        foreach (var verb in new[] { "undrain", "drain", "drain", "undrain", "undrain", "drain", "undrain" })
        {
            answers.Add(await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-a/{verb}", "null"));
        }

        Assert.Equal(["False", "True", "False", "True", "False", "True", "True"], answers.Select(static answer => answer["updated"]!));
        Assert.True((await plane.ConnectAsync(ControllerFixture.Body(cluster))).Spawned);
        Assert.Single(drone.Asked);
    }

    [PeerFact]
    public async Task The_only_drone_drained_leaves_no_drone()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-a/drain", "null");

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster));

        Assert.Equal((HttpStatusCode.InternalServerError, "NoDroneAvailable"), (answer.Code, answer.Kind));
    }

    [PeerFact]
    public async Task Another_controller_learns_of_a_drain_without_being_asked()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-a/drain", "null");
        using var other = await plane.StartControllerAsync();

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster), other);

        Assert.Equal("NoDroneAvailable", answer.Kind);
    }

    [PeerFact]
    public async Task Drains_of_unknown_drones_and_wrong_names_are_refused()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "px-a", change: static word => word with { IsAgent = false });

        var unknown = await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-nobody/drain", "null");
        var undrain = await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-nobody/undrain", "null");
        var proxy = await plane.PostAsync($"/ctrl/c/{cluster}/d/px-a/drain", "null");
        var badDrone = await plane.PostAsync($"/ctrl/c/{cluster}/d/DR_A/drain", "null");
        var badCluster = await plane.PostAsync("/ctrl/c/no_name/d/dr-a/drain", "null");

        Assert.All([unknown, undrain, proxy], static answer => Assert.Equal((HttpStatusCode.NotFound, "NotFound", "Drone does not exist"), (answer.Code, answer.Kind, answer.Message)));
        Assert.Equal((HttpStatusCode.BadRequest, "Other"), (badDrone.Code, badDrone.Kind));
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidClusterName"), (badCluster.Code, badCluster.Kind));
    }

    [PeerFact]
    public async Task The_state_of_a_cluster_names_its_drones_and_proxies()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-b", change: static word => word with { Version = "1.2.3+abca8022ffff", IsProxy = false });
        await plane.StartDroneAsync(cluster, "dr-a", change: static word => word with { State = DroneState.Starting });
        await plane.StartDroneAsync(cluster, "px-a", change: static word => word with { IsAgent = false });
        await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-a/drain", "null");
        await plane.ConnectAsync(ControllerFixture.Body(cluster));

        var state = await plane.GetAsync($"/ctrl/c/{cluster}/state");

        var drones = state.Body.GetProperty("drones").EnumerateArray().ToList();
        Assert.Equal(["""{"Drone":"dr-a"}""", """{"Drone":"dr-b"}"""], drones.Select(static drone => drone.GetProperty("node").GetProperty("name").GetRawText()));
        Assert.Equal([(false, true, 0), (true, false, 1)], drones.Select(static drone =>
            (drone.GetProperty("ready").GetBoolean(), drone.GetProperty("draining").GetBoolean(), drone.GetProperty("backend_count").GetInt32())));
        Assert.All(drones, static drone => Assert.InRange(drone.GetProperty("last_heartbeat_age").GetInt64(), 0, 5));
        var node = drones[1].GetProperty("node");
        Assert.Equal(("1.2.3", "abca8022"), (node.GetProperty("plane_version").GetString(), node.GetProperty("plane_hash").GetString()));
        Assert.Matches("^co-[a-z0-9]{14}$", node.GetProperty("controller").GetString());
        Assert.InRange(node.GetProperty("controller_heartbeat_age").GetInt64(), 0, 5);
        Assert.Equal(
            ["""{"Proxy":"dr-a"}""", """{"Proxy":"px-a"}"""],
            state.Body.GetProperty("proxies").EnumerateArray().Select(static proxy => proxy.GetProperty("name").GetRawText()));
    }

    [PeerFact]
    public async Task The_state_of_an_unknown_cluster_is_empty_and_of_a_wrong_name_refused()
    {
        Assert.Equal("""{"drones":[],"proxies":[]}""", (await plane.GetAsync("/ctrl/c/nobody.test/state")).Text);
        Assert.Equal("InvalidClusterName", (await plane.GetAsync("/ctrl/c/no_name/state")).Kind);
    }

    [PeerFact]
    public async Task A_drain_is_an_intent_in_the_drone_s_name()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        await plane.PostAsync($"/ctrl/c/{cluster}/d/dr-a/drain", "null");

        var drains = (DrainsStore)plane.Services.GetService(typeof(DrainsStore))!;

        Assert.Equal(new DrainIntent(cluster, drone.Id), (await drains.ReadAsync(cluster, drone.Id, CancellationToken.None)).Entry?.Value);
    }
}
