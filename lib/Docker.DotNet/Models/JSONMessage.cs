using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>One line of a pull's or import's report. A pull that fails says so here and nowhere else.</summary>
public class JSONMessage
{
    [JsonPropertyName("stream")]
    public string Stream { get; set; }

    [JsonPropertyName("status")]
    public string Status { get; set; }

    [JsonPropertyName("progressDetail")]
    public JSONProgress Progress { get; set; }

    [JsonPropertyName("progress")]
    public string ProgressMessage { get; set; }

    /// <summary>The layer, or the tag, that <see cref="Status"/> is about.</summary>
    [JsonPropertyName("id")]
    public string ID { get; set; }

    [JsonPropertyName("from")]
    public string From { get; set; }

    [JsonPropertyName("time")]
    public DateTime Time { get; set; }

    [JsonPropertyName("timeNano")]
    public long TimeNano { get; set; }

    [JsonPropertyName("errorDetail")]
    public JSONError Error { get; set; }

    /// <summary>Not null: it failed.</summary>
    [JsonPropertyName("error")]
    public string ErrorMessage { get; set; }
}
