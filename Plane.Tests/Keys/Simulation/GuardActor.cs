using Plane.Domain.Identity;

namespace Plane.Tests.Keys.Simulation;

/// <summary>The second process of a machine: kills what its journal says is due, and asks nobody but the engine.</summary>
internal sealed class GuardActor(World world, Host host, Engine engine)
{
    private readonly Dictionary<BackendId, TimeSpan> _journal = [];

    /// <summary>Until when a backend may run, on the machine's clock; null where the journal does not name it.</summary>
    public TimeSpan? DeadlineOf(BackendId backend) => _journal.TryGetValue(backend, out var deadline) ? deadline : null;

    public void Write(BackendId backend, TimeSpan deadline)
    {
        _journal[backend] = deadline;
        world.Add(WatchAsync(backend, deadline));
    }

    public void Clear(BackendId backend) => _journal.Remove(backend);

    /// <summary>It looks every 200 ms.</summary>
    private async Task WatchAsync(BackendId backend, TimeSpan deadline)
    {
        await host.SleepAsync(deadline - host.Clock + TimeSpan.FromMilliseconds(host.Chance.Next(200)));
        while (_journal.TryGetValue(backend, out var due) && host.Clock >= due)
        {
            host.Say($"{backend} is due");
            await engine.RemoveAsync(host, backend);
            if (_journal.TryGetValue(backend, out due) && host.Clock >= due)
            {
                _journal.Remove(backend);
            }
        }
    }
}
