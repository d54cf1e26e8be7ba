namespace Docker.DotNet.Models;

/// <summary>The container to connect, and its wishes.</summary>
public class NetworkConnectParameters
{
    /// <summary>Id or name.</summary>
    public string Container { get; set; }

    public EndpointSettings EndpointConfig { get; set; }
}
