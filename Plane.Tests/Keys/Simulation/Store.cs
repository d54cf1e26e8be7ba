namespace Plane.Tests.Keys.Simulation;

/// <summary>
/// The servers: one clock (5 % fast or slow, and up to two seconds apart from one leader to the next) that stamps, expires and remembers
/// message ids.
/// </summary>
internal sealed class Store
{
    private static readonly DateTimeOffset Epoch0 = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly World _world;
    private readonly ClockOf _clock;
    private TimeSpan _skew;
    private TimeSpan _downUntil;
    private TimeSpan _openFrom;

    public Store(World world)
    {
        _world = world;
        _clock = ClockOf.Draw(world.Chance) with { Origin = TimeSpan.Zero };
        Keys = new StoreBucket<Plane.Domain.Keys.KeyEntry>(this, Story.Timings.Ttl);
        Records = new StoreBucket<BackendNote>(this, TimeSpan.MaxValue);
        Fences = new StoreBucket<Fence>(this, TimeSpan.MaxValue);
    }

    /// <summary>How often it was wiped.</summary>
    public int Epoch { get; private set; }

    public StoreBucket<Plane.Domain.Keys.KeyEntry> Keys { get; }

    public StoreBucket<BackendNote> Records { get; }

    public StoreBucket<Fence> Fences { get; }

    public bool IsDown => _world.Now < _downUntil;

    /// <summary>The grant gate: after a wipe nothing is granted for one TTL, by whatever clock counts it.</summary>
    public bool IsOpen => _world.Now >= _openFrom;

    public TimeSpan Clock => _clock.At(_world.Now) + _skew;

    public DateTimeOffset Stamp => Epoch0 + Clock;

    public void Restart(TimeSpan span)
    {
        _downUntil = _world.Now + span;
        _skew = TimeSpan.FromSeconds(2 * _world.Chance.NextDouble());
        _world.Say($"store: restarts, {span.TotalSeconds} s, skew {_skew.TotalSeconds}");
    }

    public void Wipe(TimeSpan span)
    {
        Restart(span);
        Epoch++;
        Keys.Lose(TimeSpan.Zero);
        Records.Lose(TimeSpan.Zero);
        Fences.Lose(TimeSpan.Zero);
        _openFrom = _downUntil + (Story.Timings.Ttl / 1.05);
        _world.Say("store: wiped");
    }

    /// <summary>Loses the key's last write where that was a renewal: the same holder's write before it stands there again.</summary>
    public void LoseRenewal()
    {
        if (Keys.LoseLast(static (before, last) => before == last))
        {
            _world.Say("store: loses a renewal");
        }
    }

    /// <summary>Loses what was acknowledged but not yet on disk.</summary>
    public void LoseLast(TimeSpan span)
    {
        Restart(TimeSpan.FromSeconds(1));
        var lost = Keys.Lose(Clock - span) + Records.Lose(Clock - span) + Fences.Lose(Clock - span);
        _world.Say($"store: loses {lost} acknowledged writes of {span.TotalSeconds} s");
    }
}
