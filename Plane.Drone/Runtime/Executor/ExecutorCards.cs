using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Executor;

/// <summary>One file for each backend that an executor was asked to run and is not known to be rid of; in the state directory, so that they outlive the drone.</summary>
internal sealed class ExecutorCards(string stateDirectory)
{
    private const string Ending = ".json";
    private readonly string _folder = Path.Combine(stateDirectory, "executor");

    public void Write(ExecutorCard card)
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.Write(PathOf(card.Backend), card, ExecutorCardJson.Default.ExecutorCard, toDisk: false);
    }

    public ExecutorCard? Find(BackendId backend) => AtomicFile.Read(PathOf(backend.Value), ExecutorCardJson.Default.ExecutorCard);

    public bool Has(BackendId backend) => File.Exists(PathOf(backend.Value));

    public void Remove(BackendId backend)
    {
        if (Has(backend))
        {
            File.Delete(PathOf(backend.Value));
        }
    }

    public IReadOnlyList<BackendId> All() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*" + Ending).Select(static path => BackendId.TryParse(Path.GetFileNameWithoutExtension(path), out var backend) ? backend : null).OfType<BackendId>()]
        : [];

    private string PathOf(string backend) => Path.Combine(_folder, backend + Ending);
}
