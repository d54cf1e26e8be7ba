namespace NATS.Client.JetStream.Models;

/// <summary>API requests an account has made.</summary>
public record ApiStats
{
    public long Total { get; set; }

    public long Errors { get; set; }
}
