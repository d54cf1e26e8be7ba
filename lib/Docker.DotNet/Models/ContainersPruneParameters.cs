namespace Docker.DotNet.Models;

/// <summary>Which stopped containers to remove.</summary>
public class ContainersPruneParameters
{
    public IDictionary<string, IDictionary<string, bool>> Filters { get; set; }
}
