namespace NATS.Client.JetStream.Models;

/// <summary>The answer to a purge.</summary>
public record StreamPurgeResponse
{
    public bool Success { get; set; }

    /// <summary>Messages removed.</summary>
    public long Purged { get; set; }
}
