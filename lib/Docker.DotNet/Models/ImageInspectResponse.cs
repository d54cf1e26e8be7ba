using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>All the engine knows about one image.</summary>
public class ImageInspectResponse
{
    /// <summary><c>sha256:</c> and 64 hexadecimal digits.</summary>
    [JsonPropertyName("Id")]
    public string ID { get; set; }

    public IList<string> RepoTags { get; set; }

    public IList<string> RepoDigests { get; set; }

    public string Parent { get; set; }

    public string Comment { get; set; }

    public DateTime Created { get; set; }

    public string DockerVersion { get; set; }

    public string Author { get; set; }

    public Config Config { get; set; }

    public string Architecture { get; set; }

    public string Variant { get; set; }

    public string Os { get; set; }

    public string OsVersion { get; set; }

    /// <summary>Bytes, shared layers included.</summary>
    public long Size { get; set; }

    public long VirtualSize { get; set; }

    public RootFS RootFS { get; set; }
}
