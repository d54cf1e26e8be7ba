namespace Docker.DotNet.Models;

/// <summary>What was removed.</summary>
public class NetworksPruneResponse
{
    /// <summary>Names; null when none was.</summary>
    public IList<string> NetworksDeleted { get; set; }
}
