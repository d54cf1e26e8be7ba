using Plane.Contracts.Records;
using Plane.Controller.Scheduling;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Interactive.News;

/// <summary>The operator's files and what goes on in the clusters, newest first. Files are read anew each time: there are few, and they are small.</summary>
internal sealed class NewsFeed(
    InteractiveOptions options, ControllerOptions controller, LiveView<DrainIntent> drains, LiveView<DroneRecord> drones, LiveView<BackendRecord> backends, DroneBoard board, TimeProvider clock, ILogger<NewsFeed> log)
{
    private const int MaxFiles = 1000;
    private const int MaxLength = 256 * 1024;
    private readonly DateTimeOffset _began = clock.GetUtcNow();

    public async Task<IReadOnlyList<NewsItem>> ReadAsync(CancellationToken token) =>
        [.. (await FilesAsync(token)).Concat(Events()).OrderByDescending(static item => item.Date).ThenBy(static item => item.Id, StringComparer.Ordinal)];

    private async Task<IReadOnlyList<NewsItem>> FilesAsync(CancellationToken token)
    {
        if (options.NewsFolder is not { } folder)
        {
            return [];
        }

        try
        {
            var items = new List<NewsItem>();
            var files = new DirectoryInfo(folder).EnumerateFiles("*.md").Where(static file => file.Length <= MaxLength).OrderByDescending(static file => file.Name, StringComparer.Ordinal);
            foreach (var file in files.Take(MaxFiles))
            {
                if (NewsFile.Read(file.Name, await File.ReadAllTextAsync(file.FullName, token)) is { } item)
                {
                    items.Add(item);
                }
            }

            return items;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.FolderUnread(exception, folder);
            return [];
        }
    }

    private IEnumerable<NewsItem> Events()
    {
        var heard = drones.Current.Entries.Values.Where(static seen => seen.Value.IsAgent).ToList();
        var fresh = heard.Select(static seen => seen.Value).Where(drone => board.IsFresh(drone.Cluster, drone.Drone)).ToList();
        var drained = drains.Current.Entries.Values.Where(seen => fresh.Any(drone => drone.Cluster == seen.Value.Cluster && drone.Drone == seen.Value.Drone));
        return board.IsComplete
            ? ClusterNews.Of(drained.Select(static seen => (seen.Value, seen.Entry.Created)), fresh, Expected().Select(cluster => (cluster, LastHeard(cluster, heard))))
            : [];
    }

    /// <summary>Where the controller starts what names no cluster, and where there have been backends.</summary>
    private IEnumerable<ClusterName> Expected() =>
        new[] { controller.DefaultCluster, controller.Spawn.IsOn ? controller.Spawn.Cluster : null }.OfType<string>().Select(ClusterName.Parse)
            .Concat(backends.Current.Entries.Values.Select(static seen => seen.Value.Cluster)).Distinct();

    /// <summary>Of a cluster that was never heard of it is known since this controller's start.</summary>
    private DateTimeOffset LastHeard(ClusterName cluster, IEnumerable<Seen<DroneRecord>> heard) =>
        heard.Where(seen => seen.Value.Cluster == cluster).Select(static seen => seen.Entry.Created).DefaultIfEmpty(_began).Max();
}
