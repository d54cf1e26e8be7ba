using Plane.Domain.Identity;

namespace Plane.Drone.Guard;

/// <summary>
/// What the drone tells its guard: one file per backend in a folder of the state directory, written before anything is created and at each
/// renewal. Files outlive both processes.
/// </summary>
internal sealed class GuardJournal(string stateDirectory)
{
    private const string Ending = ".json";
    private readonly string _folder = Path.Combine(stateDirectory, "guard");

    /// <summary>Returns only once the entry is on disk.</summary>
    public void Write(JournalEntry entry)
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.Write(PathOf(entry.Backend), entry, JournalJson.Default.JournalEntry);
    }

    /// <summary>The engine confirmed that nothing of it is left.</summary>
    public void Remove(string backend) => File.Delete(PathOf(backend));

    public JournalEntry? Find(BackendId backend) => Find(backend.Value);

    public JournalEntry? Find(string backend) => AtomicFile.Read(PathOf(backend), JournalJson.Default.JournalEntry);

    public IReadOnlyList<JournalEntry> ReadAll() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*" + Ending).Select(Path.GetFileNameWithoutExtension).Select(name => Find(name!)).OfType<JournalEntry>()]
        : [];

    private string PathOf(string backend) => Path.Combine(_folder, backend + Ending);
}
