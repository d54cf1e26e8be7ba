namespace Docker.DotNet.Models;

/// <summary>Options of a volume mount.</summary>
public class VolumeOptions
{
    /// <summary>Do not fill a new volume with what the image has at the target.</summary>
    public bool NoCopy { get; set; }

    public IDictionary<string, string> Labels { get; set; }

    public Driver DriverConfig { get; set; }
}
