namespace NATS.Client.JetStream.Models;

/// <summary>A stream's configuration and state as the server last told them.</summary>
public record StreamInfo
{
    public StreamConfig Config { get; set; } = new();

    public StreamState State { get; set; } = new();

    public DateTimeOffset Created { get; set; }

    /// <summary>The server's clock when it answered; default on servers before 2.10.</summary>
    public DateTimeOffset Ts { get; set; }

    public ClusterInfo? Cluster { get; set; }

    public StreamSourceInfo? Mirror { get; set; }

    public ICollection<StreamSourceInfo>? Sources { get; set; }
}
