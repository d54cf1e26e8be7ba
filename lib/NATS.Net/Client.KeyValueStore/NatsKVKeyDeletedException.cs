namespace NATS.Client.KeyValueStore;

/// <summary>The key's last entry is a delete or purge marker.</summary>
public class NatsKVKeyDeletedException : NatsKVException
{
    internal NatsKVKeyDeletedException(ulong revision)
        : base($"Key was deleted at revision {revision}.") => Revision = revision;

    /// <summary>Of the marker.</summary>
    public ulong Revision { get; }
}
