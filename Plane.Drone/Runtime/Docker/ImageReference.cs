namespace Plane.Drone.Runtime.Docker;

/// <summary>What the engine is asked to pull. Without a tag it would pull every tag there is.</summary>
internal readonly record struct ImageReference(string Name, string Tag)
{
    public static ImageReference Of(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        if (digest >= 0)
        {
            return new ImageReference(image[..digest], image[(digest + 1)..]);
        }

        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? new ImageReference(image[..colon], image[(colon + 1)..]) : new ImageReference(image, "latest");
    }

    /// <summary>The registry's host, for credentials; empty for the engine's default one.</summary>
    public string Registry
    {
        get
        {
            var slash = Name.IndexOf('/', StringComparison.Ordinal);
            var first = slash < 0 ? "" : Name[..slash];
            return first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost" ? first : "";
        }
    }
}
