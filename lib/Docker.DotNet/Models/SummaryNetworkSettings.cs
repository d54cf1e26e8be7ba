namespace Docker.DotNet.Models;

/// <summary>The networks of a listed container, by name.</summary>
public class SummaryNetworkSettings
{
    public IDictionary<string, EndpointSettings> Networks { get; set; }
}
