using Plane.Domain.Identity;

namespace Plane.Tests.Keys.Simulation;

/// <summary>Sees every program run, as nobody in the system can, and knows the promise: one at a time, and tokens that only rise.</summary>
internal sealed class Monitor(World world)
{
    private readonly Dictionary<BackendId, string> _running = [];
    private long _lastToken;

    /// <summary>How many programs ever ran.</summary>
    public int Runs { get; private set; }

    public void Started(BackendId backend, string machine, long token)
    {
        Runs++;
        world.Say($"{machine}: {backend} RUNS with token {token}");
        foreach (var (other, where) in _running)
        {
            world.Break($"{backend} on {machine} runs beside {other} on {where}");
        }

        if (token <= _lastToken)
        {
            world.Break($"{backend} has token {token} after {_lastToken}");
        }

        _running.Add(backend, machine);
        _lastToken = Math.Max(token, _lastToken);
    }

    public void Stopped(BackendId backend, string machine)
    {
        _running.Remove(backend);
        world.Say($"{machine}: {backend} is gone");
    }
}
