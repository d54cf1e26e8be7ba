namespace Docker.DotNet.Models;

/// <summary>Options of a bind mount.</summary>
public class BindOptions
{
    /// <summary><c>private</c>, <c>rprivate</c>, <c>shared</c>, <c>rshared</c>, <c>slave</c> or <c>rslave</c>.</summary>
    public string Propagation { get; set; }

    public bool NonRecursive { get; set; }
}
