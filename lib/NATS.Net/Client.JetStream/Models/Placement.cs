namespace NATS.Client.JetStream.Models;

/// <summary>Which servers may hold a stream.</summary>
public record Placement
{
    public string? Cluster { get; set; }

    /// <summary>Server tags that must all be present.</summary>
    public ICollection<string>? Tags { get; set; }
}
