using System.Collections.Concurrent;

namespace Plane.Drone.Guard;

/// <summary>
/// What the guard says: each line once for a backend, for the guard tries as long as the machine runs. A line that cannot be written is lost:
/// a full disk must not keep the guard from its work.
/// </summary>
internal sealed class GuardLog(TextWriter writer)
{
    private readonly ConcurrentDictionary<(string Backend, string What), bool> _said = [];

    public void Say(string backend, string what)
    {
        if (!_said.TryAdd((backend, what), true))
        {
            return;
        }

        try
        {
            writer.WriteLine($"{backend}: {what}");
        }
        catch (IOException)
        {
            // Nobody else could be told.
        }
    }

    /// <summary>The backend is no longer the guard's to end.</summary>
    public void Forget(string backend)
    {
        foreach (var line in _said.Keys.Where(line => line.Backend == backend))
        {
            _said.TryRemove(line, out _);
        }
    }
}
