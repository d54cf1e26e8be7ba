using System.Collections.Concurrent;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>
/// Which further processes this drone runs in containers: an empty file each, named by backend and process, so that the next life of a drone that was
/// killed finds what it left running. Those that an operator or a health check runs in the same containers are not among them.
/// </summary>
/// <param name="stateDirectory">Null to remember them no longer than this life.</param>
internal sealed class ProgramNotes(string? stateDirectory)
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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
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

    /// <summary>It has ended.</summary>
    public void Forget(ProgramNote note)
    {
        if (_folder is not null)
        {
            File.Delete(PathOf(_folder, note));
        }

        _left.TryRemove(note, out _);
        _followed.TryRemove(note, out _);
    }

    /// <summary>What may run although nobody follows it: of this life, and of earlier ones.</summary>
    public IReadOnlyList<ProgramNote> Left() => [.. _left.Keys.Union(Written().Where(note => !_followed.ContainsKey(note)))];

    private static string PathOf(string folder, ProgramNote note) => Path.Combine(folder, $"{note.Backend}.{note.Program}");

    private IEnumerable<ProgramNote> Written() => _folder is null || !Directory.Exists(_folder) ? [] : Directory.EnumerateFiles(_folder)
        .Select(static path => Path.GetFileName(path).Split('.'))
        .Where(static parts => parts.Length == 2 && BackendId.TryParse(parts[0], out _))
        .Select(static parts => new ProgramNote(BackendId.Parse(parts[0]), parts[1]));
}
