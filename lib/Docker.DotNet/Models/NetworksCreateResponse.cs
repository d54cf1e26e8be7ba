using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>The new network.</summary>
public class NetworksCreateResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; }

    public string Warning { get; set; }
}
