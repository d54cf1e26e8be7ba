using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Where on the host a container port is published.</summary>
public class PortBinding
{
    /// <summary>Empty: every address.</summary>
    [JsonPropertyName("HostIp")]
    public string HostIP { get; set; }

    /// <summary>A decimal number or a range; empty: any free port.</summary>
    public string HostPort { get; set; }
}
