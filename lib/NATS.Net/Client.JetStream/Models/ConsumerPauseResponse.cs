namespace NATS.Client.JetStream.Models;

/// <summary>The answer to pausing or resuming a consumer (server 2.11 and later).</summary>
public record ConsumerPauseResponse
{
    [System.Text.Json.Serialization.JsonPropertyName("paused")]
    public bool IsPaused { get; set; }

    public DateTimeOffset PauseUntil { get; set; }

    public TimeSpan PauseRemaining { get; set; }
}
