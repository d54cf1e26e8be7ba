namespace NATS.Client.KeyValueStore;

/// <summary>What an entry did to its key.</summary>
public enum NatsKVOperation
{
    Put = 0,

    /// <summary>Deleted; earlier revisions are kept.</summary>
    Del = 1,

    /// <summary>Deleted together with all earlier revisions, or expired with a marker.</summary>
    Purge = 2,
}
