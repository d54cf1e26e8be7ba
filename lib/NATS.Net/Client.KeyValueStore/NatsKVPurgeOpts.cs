namespace NATS.Client.KeyValueStore;

/// <summary>Which delete markers to remove.</summary>
public record NatsKVPurgeOpts
{
    public static readonly NatsKVPurgeOpts Default = new() { DeleteMarkersThreshold = TimeSpan.FromMinutes(30) };

    /// <summary>Markers younger than this stay, without the revisions before them; below zero: all go.</summary>
    public TimeSpan DeleteMarkersThreshold { get; init; }
}
