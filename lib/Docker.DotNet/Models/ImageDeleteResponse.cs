namespace Docker.DotNet.Models;

/// <summary>One step of a removal: a name or a layer that is gone.</summary>
public class ImageDeleteResponse
{
    public string Deleted { get; set; }

    public string Untagged { get; set; }
}
