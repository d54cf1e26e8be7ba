namespace Docker.DotNet.Models;

/// <summary>A network to be.</summary>
public class NetworksCreateParameters
{
    public string Name { get; set; }

    /// <summary>Refuse a name that is taken; always so in engines of today.</summary>
    public bool CheckDuplicate { get; set; }

    /// <summary>Empty is <c>bridge</c>.</summary>
    public string Driver { get; set; }

    public bool EnableIPv6 { get; set; }

    public IPAM IPAM { get; set; }

    /// <summary>No way out of it.</summary>
    public bool Internal { get; set; }

    public bool Attachable { get; set; }

    public bool Ingress { get; set; }

    public IDictionary<string, string> Options { get; set; }

    public IDictionary<string, string> Labels { get; set; }
}
