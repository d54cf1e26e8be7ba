namespace Docker.DotNet.Models;

/// <summary>Which images to list.</summary>
public class ImagesListParameters
{
    /// <summary>Intermediate ones too.</summary>
    public bool? All { get; set; }

    public bool? Digests { get; set; }

    public IDictionary<string, IDictionary<string, bool>> Filters { get; set; }
}
