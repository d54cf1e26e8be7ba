namespace Docker.DotNet.Models;

/// <summary>Addresses and ports of a container; the address fields here are those of the default bridge.</summary>
public class NetworkSettings
{
    public string Bridge { get; set; }

    public string SandboxID { get; set; }

    public string SandboxKey { get; set; }

    /// <summary>A port that is exposed but not published has a null list.</summary>
    public IDictionary<string, IList<PortBinding>> Ports { get; set; }

    public string EndpointID { get; set; }

    public string Gateway { get; set; }

    public string GlobalIPv6Address { get; set; }

    public string IPAddress { get; set; }

    public long IPPrefixLen { get; set; }

    public string IPv6Gateway { get; set; }

    public string MacAddress { get; set; }

    public IDictionary<string, EndpointSettings> Networks { get; set; }
}
