namespace Docker.DotNet.Models;

/// <summary>One container in a network.</summary>
public class EndpointResource
{
    public string Name { get; set; }

    public string EndpointID { get; set; }

    public string MacAddress { get; set; }

    /// <summary>CIDR.</summary>
    public string IPv4Address { get; set; }

    /// <summary>CIDR.</summary>
    public string IPv6Address { get; set; }
}
