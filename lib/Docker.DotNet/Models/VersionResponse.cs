using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>What the engine is.</summary>
public class VersionResponse
{
    public string Version { get; set; }

    /// <summary>The newest it speaks.</summary>
    [JsonPropertyName("ApiVersion")]
    public string APIVersion { get; set; }

    /// <summary>The oldest it speaks.</summary>
    public string MinAPIVersion { get; set; }

    public string GitCommit { get; set; }

    public string GoVersion { get; set; }

    public string Os { get; set; }

    public string Arch { get; set; }

    public string KernelVersion { get; set; }

    public bool Experimental { get; set; }

    public string BuildTime { get; set; }
}
