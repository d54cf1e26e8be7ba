namespace Docker.DotNet.Models;

/// <summary>Which streams of a running container to join.</summary>
public class ContainerAttachParameters
{
    /// <summary>Without it nothing is forwarded.</summary>
    public bool? Stream { get; set; }

    public bool? Stdin { get; set; }

    public bool? Stdout { get; set; }

    public bool? Stderr { get; set; }

    public string DetachKeys { get; set; }
}
