namespace NATS.Client.KeyValueStore;

/// <summary>Where the server keeps a bucket.</summary>
public enum NatsKVStorageType
{
    File = 0,
    Memory = 1,
}
