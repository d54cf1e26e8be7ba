namespace Docker.DotNet.Models;

/// <summary>One mount of a container, as it is asked for.</summary>
public class Mount
{
    /// <summary><c>bind</c>, <c>volume</c>, <c>tmpfs</c> or <c>npipe</c>.</summary>
    public string Type { get; set; }

    /// <summary>A path, or a volume's name; empty for tmpfs.</summary>
    public string Source { get; set; }

    /// <summary>The path inside the container.</summary>
    public string Target { get; set; }

    public bool ReadOnly { get; set; }

    public string Consistency { get; set; }

    public BindOptions BindOptions { get; set; }

    public VolumeOptions VolumeOptions { get; set; }

    public TmpfsOptions TmpfsOptions { get; set; }
}
