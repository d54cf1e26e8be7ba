namespace Docker.DotNet.Models;

/// <summary>Options of a removal.</summary>
public class ContainerRemoveParameters
{
    /// <summary>Anonymous volumes only.</summary>
    public bool? RemoveVolumes { get; set; }

    /// <summary>Remove the link of this name, not the container.</summary>
    public bool? RemoveLinks { get; set; }

    /// <summary>Kill it first where it runs.</summary>
    public bool? Force { get; set; }
}
