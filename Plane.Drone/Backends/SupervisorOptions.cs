namespace Plane.Drone.Backends;

/// <param name="ProbeLimit">From the start of the program until its first HTTP answer. Default 300 s.</param>
internal sealed record SupervisorOptions(TimeSpan ProbeLimit)
{
    public static SupervisorOptions Default { get; } = new(TimeSpan.FromSeconds(300));
}
