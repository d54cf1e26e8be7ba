namespace Docker.DotNet.Models;

/// <summary>What was removed.</summary>
public class ContainersPruneResponse
{
    /// <summary>Ids; null when none was.</summary>
    public IList<string> ContainersDeleted { get; set; }

    /// <summary>Bytes.</summary>
    public ulong SpaceReclaimed { get; set; }
}
