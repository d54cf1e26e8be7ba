namespace NATS.Client.KeyValueStore;

/// <summary>Settings of a key-value context.</summary>
public class NatsKVOpts
{
    public static readonly NatsKVOpts Default = new();

    /// <summary>Puts the key into the subject of a direct get, so that permissions can be given per key. Default false.</summary>
    public bool UseDirectGetApiWithKeysInSubject { get; init; }

    /// <summary>A cancelled watch throws <see cref="OperationCanceledException"/>. Default true; false: it ends.</summary>
    public bool WatcherThrowOnCancellation { get; init; } = true;
}
