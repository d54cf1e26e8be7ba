namespace NATS.Client.JetStream.Models;

/// <summary>A consumer's configuration and progress as the server last told them.</summary>
public record ConsumerInfo
{
    public string? StreamName { get; set; }

    public string? Name { get; set; }

    public DateTimeOffset Created { get; set; }

    public ConsumerConfig Config { get; set; } = new();

    public SequenceInfo Delivered { get; set; } = new();

    public SequenceInfo AckFloor { get; set; } = new();

    /// <summary>Delivered and not yet acknowledged.</summary>
    public int NumAckPending { get; set; }

    public int NumRedelivered { get; set; }

    /// <summary>Pull requests that wait.</summary>
    public int NumWaiting { get; set; }

    /// <summary>Messages that match and were not delivered yet.</summary>
    public ulong NumPending { get; set; }

    public ClusterInfo? Cluster { get; set; }

    /// <summary>Somebody listens on the delivery subject of this push consumer.</summary>
    public bool PushBound { get; set; }

    public bool Paused { get; set; }

    public TimeSpan PauseRemaining { get; set; }

    /// <summary>The server's clock when it answered; default on servers before 2.10.</summary>
    public DateTimeOffset Ts { get; set; }
}
