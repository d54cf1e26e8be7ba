namespace Docker.DotNet.Models;

/// <summary>One measurement or a stream of them.</summary>
public class ContainerStatsParameters
{
    /// <summary>Default true: about one a second until the container is removed.</summary>
    public bool Stream { get; set; } = true;

    /// <summary>With <see cref="Stream"/> false: one reading without waiting for a second one to compare.</summary>
    public bool? OneShot { get; set; }
}
