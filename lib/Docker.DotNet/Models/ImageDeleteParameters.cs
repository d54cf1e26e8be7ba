namespace Docker.DotNet.Models;

/// <summary>Options of an image's removal.</summary>
public class ImageDeleteParameters
{
    public bool? Force { get; set; }

    /// <summary>Keep untagged parents.</summary>
    public bool? NoPrune { get; set; }
}
