namespace Docker.DotNet.Models;

/// <summary>Options of a kill.</summary>
public class ContainerKillParameters
{
    /// <summary>A name or number; empty is SIGKILL.</summary>
    public string Signal { get; set; }
}
