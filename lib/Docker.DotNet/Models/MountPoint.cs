namespace Docker.DotNet.Models;

/// <summary>One mount of a container, as it is.</summary>
public class MountPoint
{
    public string Type { get; set; }

    /// <summary>Of the volume, where it is one.</summary>
    public string Name { get; set; }

    public string Source { get; set; }

    public string Destination { get; set; }

    public string Driver { get; set; }

    public string Mode { get; set; }

    public bool RW { get; set; }

    public string Propagation { get; set; }
}
