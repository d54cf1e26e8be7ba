namespace Plane.State.Time;

public static class TimeProviderExtensions
{
    /// <summary>Time since the clock's own zero (boot, for <see cref="BootClock"/>): what lease and idle rules count on.</summary>
    public static TimeSpan Elapsed(this TimeProvider clock) => clock.GetElapsedTime(0, clock.GetTimestamp());
}
