namespace NATS.Client.JetStream.Models;

/// <summary>What an account may use; -1 is unlimited.</summary>
public record AccountLimits
{
    public long MaxMemory { get; set; }

    public long MaxStorage { get; set; }

    public int MaxStreams { get; set; }

    public int MaxConsumers { get; set; }

    public int MaxAckPending { get; set; }

    public long MemoryMaxStreamBytes { get; set; }

    public long StorageMaxStreamBytes { get; set; }

    /// <summary>Streams must set <see cref="StreamConfig.MaxBytes"/>.</summary>
    public bool MaxBytesRequired { get; set; }
}
