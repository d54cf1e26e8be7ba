using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>One line of the image list.</summary>
public class ImagesListResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; }

    [JsonPropertyName("ParentId")]
    public string ParentID { get; set; }

    public IList<string> RepoTags { get; set; }

    public IList<string> RepoDigests { get; set; }

    public IDictionary<string, string> Labels { get; set; }

    /// <summary>UTC, whole seconds.</summary>
    public DateTime Created { get; set; }

    public long Size { get; set; }

    /// <summary>-1 unless counted.</summary>
    public long SharedSize { get; set; }

    public long VirtualSize { get; set; }

    /// <summary>-1 unless counted.</summary>
    public long Containers { get; set; }
}
