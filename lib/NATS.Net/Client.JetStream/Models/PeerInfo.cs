namespace NATS.Client.JetStream.Models;

/// <summary>One replica of a stream or consumer, as its leader sees it.</summary>
public record PeerInfo
{
    public string? Name { get; set; }

    public bool Current { get; set; }

    public bool Offline { get; set; }

    /// <summary>Since the leader last heard from it.</summary>
    public TimeSpan Active { get; set; }

    /// <summary>Operations it is behind.</summary>
    public ulong Lag { get; set; }
}
