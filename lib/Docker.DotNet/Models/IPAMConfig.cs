using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>One address range.</summary>
public class IPAMConfig
{
    /// <summary>CIDR.</summary>
    public string Subnet { get; set; }

    /// <summary>CIDR inside <see cref="Subnet"/>.</summary>
    public string IPRange { get; set; }

    public string Gateway { get; set; }

    /// <summary>Addresses taken by others, by name.</summary>
    [JsonPropertyName("AuxiliaryAddresses")]
    public IDictionary<string, string> AuxAddress { get; set; }
}
