namespace Docker.DotNet.Models;

/// <summary>One resource limit of the container's processes.</summary>
public class Ulimit
{
    /// <summary>As in <c>ulimit</c>: <c>nofile</c>, <c>nproc</c>, …</summary>
    public string Name { get; set; }

    public long Hard { get; set; }

    public long Soft { get; set; }
}
