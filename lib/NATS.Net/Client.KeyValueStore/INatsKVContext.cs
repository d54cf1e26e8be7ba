using NATS.Client.JetStream;

namespace NATS.Client.KeyValueStore;

/// <summary>Buckets over one JetStream context.</summary>
public interface INatsKVContext
{
    INatsJSContext JetStreamContext { get; }

    NatsKVOpts Opts { get; }

    /// <summary>Idempotent for the same configuration.</summary>
    ValueTask<INatsKVStore> CreateStoreAsync(string bucket, CancellationToken cancellationToken = default);

    /// <summary>Idempotent for the same configuration.</summary>
    ValueTask<INatsKVStore> CreateStoreAsync(NatsKVConfig config, CancellationToken cancellationToken = default);

    /// <exception cref="NatsJSApiException">404: no such bucket.</exception>
    ValueTask<INatsKVStore> GetStoreAsync(string bucket, CancellationToken cancellationToken = default);

    ValueTask<INatsKVStore> UpdateStoreAsync(NatsKVConfig config, CancellationToken cancellationToken = default);

    ValueTask<INatsKVStore> CreateOrUpdateStoreAsync(NatsKVConfig config, CancellationToken cancellationToken = default);

    ValueTask<bool> DeleteStoreAsync(string bucket, CancellationToken cancellationToken = default);

    IAsyncEnumerable<string> GetBucketNamesAsync(CancellationToken cancellationToken = default);

    IAsyncEnumerable<NatsKVStatus> GetStatusesAsync(CancellationToken cancellationToken = default);
}
