namespace NATS.Client.KeyValueStore;

/// <summary>How to delete a key.</summary>
public record NatsKVDeleteOpts
{
    /// <summary>Remove earlier revisions as well.</summary>
    public bool Purge { get; init; }

    /// <summary>Only if this is the key's last revision; 0 = whatever it is.</summary>
    public ulong Revision { get; init; }
}
