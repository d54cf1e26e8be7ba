namespace Docker.DotNet.Models;

/// <summary>What was removed.</summary>
public class ImagesPruneResponse
{
    /// <summary>Null when none was.</summary>
    public IList<ImageDeleteResponse> ImagesDeleted { get; set; }

    /// <summary>Bytes.</summary>
    public ulong SpaceReclaimed { get; set; }
}
