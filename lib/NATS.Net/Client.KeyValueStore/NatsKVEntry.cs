using NATS.Client.Core;

namespace NATS.Client.KeyValueStore;

/// <summary>One revision of a key.</summary>
public readonly record struct NatsKVEntry<T>(string Bucket, string Key)
{
    /// <summary>Default for markers and when the value could not be read (see <see cref="Error"/>).</summary>
    public T? Value { get; init; }

    /// <summary>Sequence in the bucket's stream: grows with every write to any key.</summary>
    public ulong Revision { get; init; }

    /// <summary>In a watch: entries still to come when the server sent this one; 0 = caught up.</summary>
    public ulong Delta { get; init; }

    /// <summary>When the server stored it, by the server's clock.</summary>
    public DateTimeOffset Created { get; init; }

    public NatsKVOperation Operation { get; init; }

    public NatsException? Error { get; init; }

    /// <summary>Throws <see cref="Error"/> if there is one.</summary>
    public void EnsureSuccess()
    {
        if (Error is not null)
        {
            throw Error;
        }
    }
}
