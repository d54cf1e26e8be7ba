namespace Plane.Drone.Backends;

/// <param name="ProbeLimit">From the start of the program until its first HTTP answer. Default 300 s.</param>
/// <param name="MeasureEvery">Between two measurements of what a backend uses; null for none.</param>
internal sealed record SupervisorOptions(TimeSpan ProbeLimit, TimeSpan? MeasureEvery = null)
{
    public static SupervisorOptions Default { get; } = new(TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(5));
}
