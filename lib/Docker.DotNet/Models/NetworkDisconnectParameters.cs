namespace Docker.DotNet.Models;

/// <summary>The container to take out.</summary>
public class NetworkDisconnectParameters
{
    /// <summary>Id or name.</summary>
    public string Container { get; set; }

    /// <summary>Also one that does not answer.</summary>
    public bool Force { get; set; }
}
