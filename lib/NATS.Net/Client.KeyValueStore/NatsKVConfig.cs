using NATS.Client.JetStream.Models;

namespace NATS.Client.KeyValueStore;

/// <summary>A bucket to make.</summary>
public record NatsKVConfig
{
    /// <param name="bucket">Letters, digits, <c>_</c> and <c>-</c>.</param>
    public NatsKVConfig(string bucket) => Bucket = bucket;

    public string Bucket { get; init; }

    public string? Description { get; init; }

    /// <summary>Bytes per value; 0 = unlimited.</summary>
    public int MaxValueSize { get; init; }

    /// <summary>Revisions kept per key: 1 to 64. Zero or less counts as 1.</summary>
    public long History { get; init; }

    /// <summary>Every entry expires after it; 0 = never.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Of the whole bucket; 0 = unlimited.</summary>
    public long MaxBytes { get; init; }

    public NatsKVStorageType Storage { get; init; }

    /// <summary>Zero or less counts as 1.</summary>
    public int NumberOfReplicas { get; init; }

    public Republish? Republish { get; init; }

    public Placement? Placement { get; init; }

    public bool Compression { get; init; }

    /// <summary>Named by its bucket or by its stream, <c>KV_…</c>.</summary>
    public StreamSource? Mirror { get; init; }

    /// <summary>Named by their buckets or by their streams, <c>KV_…</c>.</summary>
    public ICollection<StreamSource>? Sources { get; init; }

    public IDictionary<string, string>? Metadata { get; init; }

    /// <summary>Markers for expired keys, and with them a TTL per key: server 2.11 and later.</summary>
    public TimeSpan LimitMarkerTTL { get; init; }
}
