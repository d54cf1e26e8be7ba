using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>The process to be; it is started by its id.</summary>
public class ContainerExecCreateResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; }
}
