namespace Plane.Drone.Certificates;

/// <summary>Says that something in one of several folders has changed. What it was is not said: a look tells.</summary>
internal sealed class FolderWatches : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <param name="unwatched">Called for each folder that cannot be watched; it is left out.</param>
    public FolderWatches(IEnumerable<string> folders, Action stir, Action<Exception, string> unwatched)
    {
        foreach (var folder in folders)
        {
            try
            {
                var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size };
                _watchers.Add(watcher);
                watcher.Changed += (_, _) => stir();
                watcher.Created += (_, _) => stir();
                watcher.Renamed += (_, _) => stir();
                watcher.Deleted += (_, _) => stir();
                watcher.Error += (_, _) => stir();
                watcher.EnableRaisingEvents = true;
            }
            catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
            {
                unwatched(exception, folder);
            }
        }
    }

    public void Dispose() => _watchers.ForEach(static watcher => watcher.Dispose());
}
