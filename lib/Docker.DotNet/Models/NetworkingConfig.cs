namespace Docker.DotNet.Models;

/// <summary>The networks a container is created in, by name or id.</summary>
public class NetworkingConfig
{
    public IDictionary<string, EndpointSettings> EndpointsConfig { get; set; }
}
