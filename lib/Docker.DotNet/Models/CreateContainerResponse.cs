using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>The new container, which is not running yet.</summary>
public class CreateContainerResponse
{
    /// <summary>64 hexadecimal digits.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; }

    public IList<string> Warnings { get; set; }
}
