namespace Docker.DotNet.Models;

/// <summary>Fixed addresses wanted in a network with a configured subnet.</summary>
public class EndpointIPAMConfig
{
    public string IPv4Address { get; set; }

    public string IPv6Address { get; set; }

    public IList<string> LinkLocalIPs { get; set; }
}
