namespace Docker.DotNet.Models;

/// <summary>What to pull (<see cref="FromImage"/>) or to import (<see cref="FromSrc"/>).</summary>
public class ImagesCreateParameters
{
    /// <summary>A reference; without <see cref="Tag"/> or a tag or digest inside, every tag is pulled.</summary>
    public string FromImage { get; set; }

    /// <summary>A URL, or <c>-</c> for the request's body.</summary>
    public string FromSrc { get; set; }

    /// <summary>The name of what is imported.</summary>
    public string Repo { get; set; }

    /// <summary>A tag or a digest.</summary>
    public string Tag { get; set; }

    public string Message { get; set; }

    public string Platform { get; set; }

    /// <summary>Dockerfile instructions put on what is imported.</summary>
    public IList<string> Changes { get; set; }
}
