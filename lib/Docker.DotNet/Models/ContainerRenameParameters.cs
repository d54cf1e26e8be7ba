namespace Docker.DotNet.Models;

/// <summary>The name to be.</summary>
public class ContainerRenameParameters
{
    public string NewName { get; set; }
}
