namespace NATS.Client.JetStream.Models;

/// <summary>The Raft group of a stream or consumer.</summary>
public record ClusterInfo
{
    public string? Name { get; set; }

    /// <summary>Server name of the leader; null or empty while there is none.</summary>
    public string? Leader { get; set; }

    public ICollection<PeerInfo>? Replicas { get; set; }
}
