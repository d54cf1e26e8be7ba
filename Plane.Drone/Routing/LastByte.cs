namespace Plane.Drone.Routing;

/// <summary>When a byte last went over one client's connection, either way. Marked with every batch, so it is a field and no more.</summary>
public sealed class LastByte(TimeProvider clock)
{
    private long _at = clock.GetTimestamp();

    /// <summary>On the drone's monotonic clock.</summary>
    public TimeSpan At => clock.GetElapsedTime(0, Volatile.Read(ref _at));

    public void Mark() => Volatile.Write(ref _at, clock.GetTimestamp());
}
