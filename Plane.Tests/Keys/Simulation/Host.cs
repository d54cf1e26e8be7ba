namespace Plane.Tests.Keys.Simulation;

/// <summary>
/// Where one program runs: its machine's clock (set anyhow, up to 5 % fast or slow), and whether it lives, stands still, or is cut off.
/// Everything that reaches a program passes here, so that death and freeze come between any two of its steps.
/// </summary>
/// <param name="stall">How likely it stands still at any one step, without an incident.</param>
internal sealed class Host(World world, string name, ClockOf clock, double stall)
{
    private int _life;
    private TimeSpan _frozenUntil;
    private TimeSpan _deafUntil;

    public string Name => name;

    public Random Chance { get; } = world.ChanceOf(name);

    public bool Lives { get; private set; } = true;

    public TimeSpan CutUntil { get; private set; }

    public bool IsCut => world.Now < CutUntil;

    public bool IsDeaf => world.Now < _deafUntil;

    /// <summary>CLOCK_BOOTTIME of its machine.</summary>
    public TimeSpan Clock => clock.At(world.Now);

    public void Freeze(TimeSpan span)
    {
        _frozenUntil = Later(_frozenUntil, span);
        Say($"stands still for {span.TotalSeconds} s");
    }

    public void Cut(TimeSpan span)
    {
        CutUntil = Later(CutUntil, span);
        Say($"is cut off for {span.TotalSeconds} s");
    }

    public void Deafen(TimeSpan span)
    {
        _deafUntil = Later(_deafUntil, span);
        Say($"hears no answer for {span.TotalSeconds} s");
    }

    public void Die()
    {
        (Lives, _frozenUntil) = (false, TimeSpan.Zero);
        _life++;
        Say("dies");
    }

    public void Rise()
    {
        Lives = true;
        Say("starts again");
    }

    public void Say(string text) => world.Say($"{name}: {text}");

    /// <summary>Lets something reach the program after a true delay; a later life of it never sees it.</summary>
    public void Deliver(TimeSpan delay, Action act)
    {
        var life = _life;
        world.At(world.Now + delay, Arrive);

        void Arrive()
        {
            if (life != _life || !Lives)
            {
                return;
            }

            if (stall > 0 && Chance.NextDouble() < stall)
            {
                Freeze(TimeSpan.FromMilliseconds(Chance.Next(500, 60_000)));
            }

            if (world.Now < _frozenUntil)
            {
                world.At(_frozenUntil, Arrive);
                return;
            }

            act();
        }
    }

    /// <summary>Sleeps by its own clock.</summary>
    public Task SleepAsync(TimeSpan span)
    {
        var done = new TaskCompletionSource();
        Deliver(clock.TrueSpan(span), () => done.TrySetResult());
        return done.Task;
    }

    /// <summary>The same, but ended early by a signal.</summary>
    public Task SleepAsync(TimeSpan span, Task signal) => Task.WhenAny(SleepAsync(span), signal);

    private TimeSpan Later(TimeSpan known, TimeSpan span) => world.Now + span > known ? world.Now + span : known;
}
