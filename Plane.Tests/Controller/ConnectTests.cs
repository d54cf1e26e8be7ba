using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Tokens;

namespace Plane.Tests.Controller;

/// <summary>What a connect answers, by what the key and the drones are like (HTTP API §1.5).</summary>
public sealed class ConnectTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task A_free_key_gets_a_new_backend()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "free"));

        Assert.Equal(HttpStatusCode.OK, answer.Code);
        Assert.True(answer.Spawned);
        Assert.Equal("scheduled", answer["status"]);
        Assert.Equal("dr-a", answer["drone"]);
        Assert.Equal($"http://{cluster}/{answer["token"]}/", answer["url"]);
        Assert.Equal($"{plane.Http.BaseAddress}pub/b/{answer.Backend}/status", answer["status_url"]);
        Assert.Equal(43, answer["token"]!.Length);
        Assert.Equal(43, answer["secret_token"]!.Length);
        Assert.Equal("", answer["subdomain"]);
    }

    [PeerFact]
    public async Task The_same_key_twice_is_the_same_backend_with_another_token()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var body = ControllerFixture.Body(cluster, "twice");

        var first = await plane.ConnectAsync(body);
        var second = await plane.ConnectAsync(body);

        Assert.Equal(first.Backend, second.Backend);
        Assert.False(second.Spawned);
        Assert.Equal("loading", second["status"]);
        Assert.Equal("", second["drone"]);
        Assert.NotEqual(first["token"], second["token"]);
        Assert.Contains(drone.Touched, id => id.Value == first.Backend);
    }

    [PeerFact]
    public async Task Without_a_key_every_connect_is_a_new_backend()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");

        var first = await plane.ConnectAsync(ControllerFixture.Body(cluster));
        var second = await plane.ConnectAsync(ControllerFixture.Body(cluster));

        Assert.NotEqual(first.Backend, second.Backend);
    }

    [PeerFact]
    public async Task A_key_alone_finds_the_backend_and_a_free_one_is_a_conflict()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        var spawned = await plane.ConnectAsync(ControllerFixture.Body(cluster, "alone"));

        var found = await plane.ConnectAsync(new { key = new { name = "alone", @namespace = "tests" } });
        var none = await plane.ConnectAsync(new { key = new { name = "nobody-has-it" } });
        var nothing = await plane.ConnectAsync(new { });

        Assert.Equal(spawned.Backend, found.Backend);
        Assert.Equal((HttpStatusCode.Conflict, "KeyUnheldNoSpawnConfig"), (none.Code, none.Kind));
        Assert.Equal((HttpStatusCode.BadRequest, "Other", "$: at least one of key and spawn_config is expected"), (nothing.Code, nothing.Kind, nothing.Message));
        Assert.Equal("Lock is unheld but no spawn config was provided.", none.Message);
    }

    [PeerFact]
    public async Task Another_tag_is_a_conflict()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");
        await plane.ConnectAsync(ControllerFixture.Body(cluster, "tagged", "v1"));

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "tagged", "v2"));

        Assert.Equal((HttpStatusCode.Conflict, "KeyHeld"), (answer.Code, answer.Kind));
    }

    [PeerFact]
    public async Task No_drone_is_said_with_what_was_looked_for()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a", change: static word => word with { Pool = "gpu" });

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "no-drone"));

        Assert.Equal((HttpStatusCode.InternalServerError, "NoDroneAvailable"), (answer.Code, answer.Kind));
        Assert.StartsWith("No active drone available. Looked for a ready drone in cluster", answer.Message, StringComparison.Ordinal);
        Assert.Contains("1 in another pool", answer.Message, StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task A_pool_goes_to_its_drones_from_both_places_of_the_body()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-plain");
        await plane.StartDroneAsync(cluster, "dr-gpu", change: static word => word with { Pool = "gpu" });
        var executable = new { image = "plane/test" };

        var inside = await plane.ConnectAsync(new { pool = "none-such", spawn_config = new { cluster = cluster.Value, pool = "gpu", executable } });
        var outside = await plane.ConnectAsync(new { pool = "gpu", spawn_config = new { cluster = cluster.Value, executable } });

        Assert.Equal("dr-gpu", inside["drone"]);
        Assert.Equal("dr-gpu", outside["drone"]);
    }

    [PeerFact]
    public async Task No_cluster_at_all_is_told()
    {
        var answer = await plane.ConnectAsync(new { spawn_config = new { executable = new { image = "plane/test" } } });

        Assert.Equal((HttpStatusCode.BadRequest, "NoClusterProvided"), (answer.Code, answer.Kind));
    }

    [PeerFact]
    public async Task A_static_token_is_one_for_all_and_has_no_secret()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var body = ControllerFixture.Body(cluster, "static", spawn: new { cluster = cluster.Value, use_static_token = true, subdomain = "Room", executable = new { image = "plane/test" } });

        var first = await plane.ConnectAsync(body);
        var second = await plane.ConnectAsync(body);

        Assert.Equal(first["token"], second["token"]);
        Assert.StartsWith("s.", first["token"], StringComparison.Ordinal);
        Assert.Equal("", first["secret_token"]);
        Assert.Equal($"http://room.{cluster}/{first["token"]}/", second["url"]);
        Assert.Equal(first["token"], drone.Asked.Single().StaticToken);
    }

    [PeerFact]
    public async Task The_token_leads_to_user_auth_and_secret()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");

        var answer = await plane.ConnectAsync(new { user = "u-17", auth = new { role = "editor" }, spawn_config = new { cluster = cluster.Value, executable = new { image = "plane/test" } } });

        Assert.True(AccessToken.TryParse(answer["token"], out var token));
        var record = (await plane.Services.GetRequiredService<TokensStore>().ReadAsync(token, CancellationToken.None)).Entry!.Value;
        Assert.Equal((answer.Backend, "u-17", answer["secret_token"]), (record.Backend.Value, record.User, record.Secret));
        Assert.Equal("editor", record.Auth.GetProperty("role").GetString());
    }

    [PeerFact]
    public async Task The_drone_is_told_what_to_run_and_under_which_lease()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "told", spawn: new
        {
            cluster = cluster.Value,
            max_idle_seconds = 60,
            lifetime_limit_seconds = 3600,
            executable = new
            {
                image = "plane/test",
                pull_policy = "Never",
                env = new Dictionary<string, string> { ["LEVEL"] = "3" },
                resource_limits = new { cpu_period = 100_000, cpu_period_percent = 50, memory_limit_bytes = 268_435_456 },
                mount = true,
                network_name = "backends",
            },
        }));

        Assert.True(answer.Code == HttpStatusCode.OK, answer.ToString());
        var spawn = drone.Asked.Single();
        Assert.Equal(("tests", "told"), (spawn.KeyNamespace, spawn.KeyName));
        Assert.Equal(PullPolicy.Never, spawn.Spec.PullPolicy);
        Assert.Equal("3", spawn.Spec.Environment["LEVEL"]);
        Assert.Equal("told", spawn.Spec.Mount);
        Assert.Equal(new ResourceLimits(100_000, 50, null, 268_435_456, null), spawn.Spec.Limits);
        Assert.Equal(new BackendLimits(60, 3600, 10), spawn.Limits);
        Assert.True(spawn.FencingToken > 1_700_000_000_000, "the token is a time stamp in milliseconds");
    }

    [PeerFact]
    public async Task Environment_and_credentials_are_in_no_store()
    {
        var cluster = ControllerFixture.NewCluster();
        await plane.StartDroneAsync(cluster, "dr-a");

        var answer = await plane.ConnectAsync(ControllerFixture.Body(cluster, "secretive", spawn: new
        {
            cluster = cluster.Value,
            executable = new { image = "plane/test", env = new Dictionary<string, string> { ["A"] = "not-to-be-stored" }, credentials = new { username = "u", password = "not-to-be-stored" } },
        }));

        var record = (await plane.Backends.ReadAsync(cluster, BackendId.Parse(answer.Backend), CancellationToken.None)).Entry!.Value;
        Assert.DoesNotContain("not-to-be-stored", System.Text.Json.JsonSerializer.Serialize(record, Plane.Contracts.Json.StateJson.Default.BackendRecord), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task Two_hundred_connects_for_one_new_key_are_one_backend_over_two_controllers()
    {
        using var second = await plane.StartControllerAsync();
        var cluster = ControllerFixture.NewCluster();
        var drones = new[] { await plane.StartDroneAsync(cluster, "dr-a"), await plane.StartDroneAsync(cluster, "dr-b") };
        var body = ControllerFixture.Body(cluster, "many");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => plane.ConnectAsync(body, i % 2 == 0 ? plane.Http : second)));

        Assert.All(answers, static answer => Assert.Equal(HttpStatusCode.OK, answer.Code));
        Assert.Single(answers.Select(static answer => answer.Backend).Distinct());
        Assert.Single(answers, static answer => answer.Spawned);
        Assert.Single(drones.SelectMany(static drone => drone.Running.Keys));
    }

    [PeerFact]
    public async Task A_backend_that_ended_makes_room_for_the_next()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var body = ControllerFixture.Body(cluster, "again");
        var first = await plane.ConnectAsync(body);
        await drone.EndAsync(BackendId.Parse(first.Backend));

        var second = await plane.ConnectAsync(body);

        Assert.True(second.Spawned);
        Assert.NotEqual(first.Backend, second.Backend);
        Assert.True(drone.Asked.Last().FencingToken > drone.Asked.First().FencingToken, "fencing tokens rise");
    }

    [PeerFact]
    public async Task A_key_whose_owner_wrote_terminated_is_taken_over_before_it_is_deleted()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var body = ControllerFixture.Body(cluster, "not-yet-deleted");
        var first = await plane.ConnectAsync(body);
        await drone.EndAsync(BackendId.Parse(first.Backend), releaseKey: false);

        var second = await plane.ConnectAsync(body);

        Assert.True(second.Spawned);
    }

    [PeerFact]
    public async Task A_backend_that_is_stopping_is_still_the_answer_and_says_so()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var body = ControllerFixture.Body(cluster, "stopping");
        var first = await plane.ConnectAsync(body);
        drone.Says = BackendStatus.Terminating;

        var second = await plane.ConnectAsync(body);

        Assert.Equal((first.Backend, "terminating"), (second.Backend, second["status"]));
    }

    [PeerFact]
    public async Task A_drone_that_does_not_answer_for_its_backend_is_a_503_with_the_rest_of_the_lease()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var body = ControllerFixture.Body(cluster, "unhealthy");
        await plane.ConnectAsync(body);
        drone.AnswersTouches = false;

        var answer = await plane.ConnectAsync(body);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeyHeldUnhealthy"), (answer.Code, answer.Kind));
        Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
    }

    [PeerFact]
    public async Task A_drone_that_is_not_heard_of_while_its_lease_lives_is_a_503_too_and_is_not_asked()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var body = ControllerFixture.Body(cluster, "silent");
        await plane.ConnectAsync(body);
        drone.IsDead = true;
        var board = plane.Services.GetRequiredService<Plane.Controller.Scheduling.DroneBoard>();
        await Poll.UntilAsync(() => !board.IsFresh(cluster, drone.Id), TimeSpan.FromSeconds(10), "the drone to be silent for too long");
        var touched = drone.Touched.Count;
        await drone.RenewAsync(drone.Running.Keys.Single());

        var answer = await plane.ConnectAsync(body);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeyHeldUnhealthy", touched), (answer.Code, answer.Kind, drone.Touched.Count));
        Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
    }

    [PeerFact]
    public async Task A_placement_counts_before_the_next_heartbeat_does()
    {
        var cluster = ControllerFixture.NewCluster();
        var drones = new[]
        {
            await plane.StartDroneAsync(cluster, "dr-a", change: static word => word with { Capacity = 1 }),
            await plane.StartDroneAsync(cluster, "dr-b", change: static word => word with { Capacity = 1 }),
        };

        await plane.ConnectAsync(ControllerFixture.Body(cluster));
        await plane.ConnectAsync(ControllerFixture.Body(cluster));

        Assert.All(drones, static drone => Assert.Single(drone.Running));
    }
}
