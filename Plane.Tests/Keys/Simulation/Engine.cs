using Plane.Domain.Identity;

namespace Plane.Tests.Keys.Simulation;

/// <summary>
/// One machine's engine: outlives drone and guard, does what it was asked after any delay, and orders what concerns one container. A kill has
/// taken effect within the time to die (the guard kills by process id where the engine is silent).
/// </summary>
internal sealed class Engine(World world, Monitor monitor, string machine, ClockOf clock)
{
    private readonly Random _chance = world.ChanceOf(machine + "/engine");
    private readonly Dictionary<BackendId, (long Token, bool Runs)> _containers = [];

    /// <summary>Called when a program has ended.</summary>
    public Action<BackendId> Ended { get; set; } = static _ => { };

    public IReadOnlyDictionary<BackendId, (long Token, bool Runs)> Containers => _containers;

    public Task CreateAsync(Host from, BackendId backend, long token) => DoAsync(from, Slow(), () => _containers.TryAdd(backend, (token, false)));

    public Task StartAsync(Host from, BackendId backend) => DoAsync(from, Slow(), () =>
    {
        if (_containers.TryGetValue(backend, out var container) && !container.Runs)
        {
            _containers[backend] = container with { Runs = true };
            monitor.Started(backend, machine, container.Token);
            if (_chance.Next(2) == 0)
            {
                world.At(world.Now + TimeSpan.FromMilliseconds(_chance.Next(500, 60_000)), () => End(backend));
            }
        }
    });

    /// <summary>Kills and removes; done once the engine confirms that there is none.</summary>
    public Task RemoveAsync(Host from, BackendId backend) => DoAsync(from, Within(Story.Timings.TimeToDie - TimeSpan.FromSeconds(0.2)), () => Remove(backend));

    /// <summary>Programs end by themselves.</summary>
    public void EndAll()
    {
        foreach (var backend in _containers.Where(static one => one.Value.Runs).Select(static one => one.Key).ToList())
        {
            End(backend);
        }
    }

    private void End(BackendId backend)
    {
        if (_containers.TryGetValue(backend, out var container) && container.Runs)
        {
            _containers[backend] = container with { Runs = false };
            monitor.Stopped(backend, machine);
            Ended(backend);
        }
    }

    private void Remove(BackendId backend)
    {
        if (_containers.Remove(backend, out var container) && container.Runs)
        {
            monitor.Stopped(backend, machine);
            Ended(backend);
        }
    }

    private Task DoAsync(Host from, TimeSpan delay, Action effect)
    {
        var done = new TaskCompletionSource();
        world.At(world.Now + delay, () =>
        {
            effect();
            from.Deliver(TimeSpan.FromMilliseconds(_chance.Next(1, 50)), () => done.TrySetResult());
        });
        return done.Task;
    }

    private TimeSpan Slow() => TimeSpan.FromMilliseconds(_chance.Next(10) == 0 ? _chance.Next(1000, 70_000) : _chance.Next(10, 1000));

    private TimeSpan Within(TimeSpan limit) => clock.TrueSpan(limit) * (_chance.Next(3) > 0 ? 1 : _chance.NextDouble());
}
