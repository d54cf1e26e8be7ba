namespace Docker.DotNet.Models;

/// <summary>Options of a tmpfs mount.</summary>
public class TmpfsOptions
{
    /// <summary>0 is no limit.</summary>
    public long SizeBytes { get; set; }

    /// <summary>Permission bits; remember that C# has no octal literals.</summary>
    public uint Mode { get; set; }
}
