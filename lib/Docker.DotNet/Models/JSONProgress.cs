using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>How far a layer is, in bytes.</summary>
public class JSONProgress
{
    [JsonPropertyName("current")]
    public long Current { get; set; }

    /// <summary>0 when unknown.</summary>
    [JsonPropertyName("total")]
    public long Total { get; set; }
}
