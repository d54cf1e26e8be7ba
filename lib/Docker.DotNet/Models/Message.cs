using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>One event of the engine.</summary>
public class Message
{
    /// <summary>The same as <see cref="Action"/>, for containers and images.</summary>
    [JsonPropertyName("status")]
    public string Status { get; set; }

    [JsonPropertyName("id")]
    public string ID { get; set; }

    [JsonPropertyName("from")]
    public string From { get; set; }

    /// <summary><c>container</c>, <c>image</c>, <c>network</c>, <c>volume</c>, <c>daemon</c>, …</summary>
    public string Type { get; set; }

    /// <summary><c>create</c>, <c>start</c>, <c>die</c>, <c>oom</c>, <c>destroy</c>, …</summary>
    public string Action { get; set; }

    public Actor Actor { get; set; }

    [JsonPropertyName("scope")]
    public string Scope { get; set; }

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("time")]
    public long Time { get; set; }

    [JsonPropertyName("timeNano")]
    public long TimeNano { get; set; }
}
