namespace Docker.DotNet.Models;

/// <summary>Which unused images to remove.</summary>
public class ImagesPruneParameters
{
    public IDictionary<string, IDictionary<string, bool>> Filters { get; set; }
}
