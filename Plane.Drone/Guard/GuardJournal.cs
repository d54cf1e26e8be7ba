using Plane.Domain.Identity;
using Plane.Drone.Runtime;

namespace Plane.Drone.Guard;

/// <summary>
/// What the drone tells its guard: one file per backend in a folder of the state directory, written before anything is created and at each
/// renewal. Files outlive both processes.
/// </summary>
internal sealed class GuardJournal(string stateDirectory)
{
    private const string Ending = ".json";
    private readonly string _folder = Path.Combine(stateDirectory, "guard");

    /// <summary>Returns only once the guard can read it.</summary>
    public void Write(JournalEntry entry)
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.Write(PathOf(entry.Backend), entry, JournalJson.Default.JournalEntry, toDisk: false);
    }

    /// <summary>The engine confirmed that nothing of it is left.</summary>
    public void Remove(string backend) => File.Delete(PathOf(backend));

    public JournalEntry? Find(BackendId backend) => Find(backend.Value);

    public JournalEntry? Find(string backend) => AtomicFile.Read(PathOf(backend), JournalJson.Default.JournalEntry);

    public IReadOnlyList<JournalEntry> ReadAll() => [.. Names().Select(Find).OfType<JournalEntry>()];

    /// <summary>Which backends have an entry.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*" + Ending).Select(static path => Path.GetFileNameWithoutExtension(path))]
        : [];

    private string PathOf(string backend) => Path.Combine(_folder, backend + Ending);
}
