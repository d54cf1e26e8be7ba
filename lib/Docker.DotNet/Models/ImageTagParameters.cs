namespace Docker.DotNet.Models;

/// <summary>The further name of an image.</summary>
public class ImageTagParameters
{
    public string RepositoryName { get; set; }

    /// <summary>Empty is <c>latest</c>.</summary>
    public string Tag { get; set; }

    /// <summary>Ignored by engines of today.</summary>
    public bool? Force { get; set; }
}
