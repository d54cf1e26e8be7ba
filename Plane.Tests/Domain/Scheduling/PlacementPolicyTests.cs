using Plane.Domain.Identity;
using Plane.Domain.Scheduling;

namespace Plane.Tests.Domain.Scheduling;

public sealed class PlacementPolicyTests
{
    private static readonly PlacementRequest Request = new(ClusterName.Parse("c.test"), "", "image");

    [Fact]
    public void Only_a_drone_without_a_fault_is_a_candidate()
    {
        DroneCandidate[] drones =
        [
            Drone("good"),
            Drone("pool") with { Pool = "gpu" },
            Drone("proxy") with { IsAgent = false },
            Drone("silent") with { IsFresh = false },
            Drone("starting") with { IsReady = false },
            Drone("draining") with { IsDraining = true },
            Drone("full") with { Capacity = 2, Running = 2 },
            Drone("elsewhere") with { Cluster = ClusterName.Parse("other.test") },
        ];

        var placement = PlacementPolicy.Place(drones, Request, new Random(1));

        Assert.Equal("good", Assert.Single(placement.Candidates).Drone.Value);
    }

    [Fact]
    public void Which_condition_failed_for_how_many_drones_is_counted_and_said()
    {
        DroneCandidate[] drones =
        [
            Drone("draining-1") with { IsDraining = true },
            Drone("draining-2") with { IsDraining = true },
            Drone("pool") with { Pool = "gpu" },
            Drone("pool-and-silent") with { Pool = "gpu", IsFresh = false },
            Drone("full") with { Capacity = 2, Running = 2 },
        ];

        var placement = PlacementPolicy.Place(drones, Request, new Random(1));

        Assert.Equal(5, placement.Known);
        Assert.Equal<PlacementFault>([new("in another pool", 2), new("draining", 2), new("full", 1)], placement.Faults);
        Assert.Equal("Looked for a ready drone in cluster c.test, the default pool: of 5 known, 2 in another pool, 2 draining, 1 full.", placement.Explanation);
    }

    [Fact]
    public void Of_two_the_less_loaded_comes_first()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var placement = PlacementPolicy.Place([Drone("busy") with { Running = 5 }, Drone("idle")], Request, new Random(seed));

            Assert.Equal(["idle", "busy"], placement.Candidates.Select(static drone => drone.Drone.Value));
        }
    }

    [Fact]
    public void A_drone_that_has_the_image_comes_before_a_less_loaded_one()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var placement = PlacementPolicy.Place([Drone("idle"), Drone("has-it") with { Running = 5, Images = ["image"] }], Request, new Random(seed));

            Assert.Equal("has-it", placement.Candidates[0].Drone.Value);
        }
    }

    [Fact]
    public void Many_controllers_do_not_all_choose_the_same_drone()
    {
        var drones = Enumerable.Range(0, 10).Select(static i => Drone($"d{i}")).ToList();

        var chosen = Enumerable.Range(0, 50).Select(seed => PlacementPolicy.Place(drones, Request, new Random(seed)).Candidates[0].Drone).Distinct();

        Assert.True(chosen.Count() > 3);
    }

    [Fact]
    public void A_cluster_without_drones_is_said_to_have_none()
    {
        var placement = PlacementPolicy.Place([], Request with { Pool = "gpu" }, new Random(1));

        Assert.Equal("Looked for a ready drone in cluster c.test, pool 'gpu': no drone of that cluster is known.", placement.Explanation);
    }

    private static DroneCandidate Drone(string id) =>
        new(ClusterName.Parse("c.test"), DroneId.Parse(id), 1, "", IsAgent: true, IsFresh: true, IsReady: true, IsDraining: false, Running: 0, Capacity: null, Images: []);
}
