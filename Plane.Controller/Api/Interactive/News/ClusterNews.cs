using Plane.Contracts.Records;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Interactive.News;

/// <summary>What goes on in the clusters that users should know of, for as long as it goes on. Pure.</summary>
internal static class ClusterNews
{
    /// <param name="drains">Drones that shall take no more backends, and since when.</param>
    /// <param name="drones">Those that run backends and have been heard of lately.</param>
    /// <param name="clusters">Where backends are expected, and since when they have not been.</param>
    public static IEnumerable<NewsItem> Of(
        IEnumerable<(DrainIntent Drain, DateTimeOffset Since)> drains, IReadOnlyCollection<DroneRecord> drones, IEnumerable<(ClusterName Cluster, DateTimeOffset Since)> clusters) =>
    [
        .. drains.Select(static one => new NewsItem(
            $"drain-{one.Drain.Cluster}-{one.Drain.Drone}",
            one.Since,
            $"Drone {one.Drain.Drone} of {one.Drain.Cluster} drains",
            $"Drone `{one.Drain.Drone}` of cluster `{one.Drain.Cluster}` takes no more backends. What runs there runs on; what is started goes to other drones.")),
        .. clusters.Where(one => !drones.Any(drone => drone.Cluster == one.Cluster)).Select(static one => new NewsItem(
            $"no-drone-{one.Cluster}",
            one.Since,
            $"Cluster {one.Cluster} has no drone",
            $"No drone of cluster `{one.Cluster}` has been heard of lately: nothing can be started there.")),
    ];
}
