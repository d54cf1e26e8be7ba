using Plane.Domain.Identity;
using Plane.Drone.Runtime;

namespace Plane.Drone.Guard;

/// <summary>One backend's line to the guard. Used by its lease and its supervisor, which may meet.</summary>
internal sealed class BackendJournal(GuardJournal journal, BackendId backend, RuntimeKind kind, string bootId, string? socket = null)
{
    private readonly Lock _gate = new();
    private JournalEntry? _entry;

    /// <summary>From now on the guard kills the backend at this time.</summary>
    /// <param name="deadline">On CLOCK_BOOTTIME.</param>
    /// <exception cref="IOException">It cannot be written: the earlier deadline stands.</exception>
    public void Deadline(TimeSpan deadline)
    {
        lock (_gate)
        {
            Write_NeedsLock(new JournalEntry(backend.Value, kind, deadline.Ticks, bootId, _entry?.Process, socket));
        }
    }

    /// <summary>Which process a kill without the engine has to hit.</summary>
    public void Process(ProcessMark? process)
    {
        lock (_gate)
        {
            if (_entry is { } entry && process is not null)
            {
                Write_NeedsLock(entry with { Process = process });
            }
        }
    }

    /// <summary>Nothing is left to guard.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entry = null;
            journal.Remove(backend.Value);
        }
    }

    private void Write_NeedsLock(JournalEntry entry)
    {
        journal.Write(entry);
        _entry = entry;
    }
}
