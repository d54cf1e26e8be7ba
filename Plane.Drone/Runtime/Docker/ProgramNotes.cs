using System.Collections.Concurrent;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>
/// Which further processes this drone runs in containers: an empty file each, named by backend and process, so that the next life of a drone that was
/// killed finds what it left running. Those that an operator or a health check runs in the same containers are not among them.
/// </summary>
/// <param name="stateDirectory">Null to remember them no longer than this life.</param>
internal sealed class ProgramNotes(string? stateDirectory, ILogger log)
{
    private readonly string? _folder = stateDirectory is null ? null : Path.Combine(stateDirectory, "programs");
    private readonly ConcurrentDictionary<ProgramNote, bool> _followed = new();
    private readonly ConcurrentDictionary<ProgramNote, bool> _left = new();

    /// <summary>It is about to run, and is followed.</summary>
    /// <exception cref="RuntimeException">That cannot be written down.</exception>
    public void Write(ProgramNote note)
    {
        _followed[note] = true;
        try
        {
            if (_folder is not null)
            {
                Directory.CreateDirectory(_folder);
                File.Create(PathOf(_folder, note)).Dispose();
            }
        }
        catch (Exception exception) when (IsDiskFault(exception))
        {
            _followed.TryRemove(note, out _);
            throw new RuntimeException($"The drone cannot write down that it runs a program: {exception.Message}", exception);
        }
    }

    /// <summary>Nobody follows it any more, and it may run.</summary>
    public void LetGo(ProgramNote note)
    {
        _left[note] = true;
        _followed.TryRemove(note, out _);
    }

    /// <summary>It has ended. While its file cannot be deleted it counts as let go: whoever looks after those finds that nothing runs, and comes here again.</summary>
    public void Forget(ProgramNote note)
    {
        try
        {
            if (_folder is not null)
            {
                File.Delete(PathOf(_folder, note));
            }

            _left.TryRemove(note, out _);
            _followed.TryRemove(note, out _);
        }
        catch (Exception exception) when (IsDiskFault(exception))
        {
            log.NoteStays(exception, note.Backend);
            LetGo(note);
        }
    }

    /// <summary>What may run although nobody follows it: of this life, and of earlier ones where the folder can be read.</summary>
    public IReadOnlyList<ProgramNote> Left() => [.. _left.Keys.Union(Written().Where(note => !_followed.ContainsKey(note)))];

    private static bool IsDiskFault(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static string PathOf(string folder, ProgramNote note) => Path.Combine(folder, $"{note.Backend}.{note.Program}");

    private IReadOnlyList<ProgramNote> Written()
    {
        try
        {
            return _folder is null || !Directory.Exists(_folder) ? [] : [.. NotesIn(_folder)];
        }
        catch (Exception exception) when (IsDiskFault(exception))
        {
            log.NotesUnread(exception);
            return [];
        }
    }

    private static IEnumerable<ProgramNote> NotesIn(string folder) => Directory.EnumerateFiles(folder)
        .Select(static path => Path.GetFileName(path).Split('.'))
        .Where(static parts => parts.Length == 2 && BackendId.TryParse(parts[0], out _))
        .Select(static parts => new ProgramNote(BackendId.Parse(parts[0]), parts[1]));
}
