namespace Plane.Tests.Drone.Certificates;

/// <summary>A wall clock that is ahead; what is waited for takes as long as it does.</summary>
internal sealed class ShiftedClock(TimeProvider inner, TimeSpan ahead) : TimeProvider
{
    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + ahead;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}
