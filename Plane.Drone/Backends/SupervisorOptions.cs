namespace Plane.Drone.Backends;

/// <param name="ProbeLimit">From the start of the program until its first HTTP answer. Default 300 s.</param>
/// <param name="MeasureEvery">Between two measurements of what a backend uses; null for none.</param>
/// <param name="IdleGrace">How long a backend stays at least when nobody is connected any more, whatever its own limit.</param>
internal sealed record SupervisorOptions(TimeSpan ProbeLimit, TimeSpan? MeasureEvery = null, TimeSpan IdleGrace = default)
{
    public static SupervisorOptions Default { get; } = new(TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(5));
}
