using NATS.Client.Core;
using NATS.Client.JetStream;

namespace NATS.Client.KeyValueStore;

/// <summary>
/// One bucket. Keys: letters, digits and <c>- / _ = .</c>, without a dot at either end. Reads may come from a replica that
/// is behind; the writes' checks never do.
/// </summary>
public interface INatsKVStore
{
    INatsJSContext JetStreamContext { get; }

    string Bucket { get; }

    /// <summary>Writes whatever was there; gives the new revision.</summary>
    ValueTask<ulong> PutAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="PutAsync{T}"/>
    ValueTask<NatsResult<ulong>> TryPutAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <summary>Writes if the key is not alive.</summary>
    /// <exception cref="NatsKVCreateException">It is.</exception>
    ValueTask<ulong> CreateAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <summary>With a life of its own: needs a bucket with <see cref="NatsKVConfig.LimitMarkerTTL"/> (server 2.11 and later).</summary>
    ValueTask<ulong> CreateAsync<T>(string key, T value, TimeSpan ttl, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateAsync{T}(string, T, INatsSerialize{T}?, CancellationToken)"/>
    ValueTask<NatsResult<ulong>> TryCreateAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateAsync{T}(string, T, TimeSpan, INatsSerialize{T}?, CancellationToken)"/>
    ValueTask<NatsResult<ulong>> TryCreateAsync<T>(string key, T value, TimeSpan ttl, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <summary>Writes if the key's last revision is <paramref name="revision"/>; 0 = never written.</summary>
    /// <exception cref="NatsKVWrongLastRevisionException">It is another one.</exception>
    ValueTask<ulong> UpdateAsync<T>(string key, T value, ulong revision, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="UpdateAsync{T}"/>
    ValueTask<NatsResult<ulong>> TryUpdateAsync<T>(string key, T value, ulong revision, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <summary>Writes a delete marker.</summary>
    ValueTask DeleteAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeleteAsync"/>
    ValueTask<NatsResult> TryDeleteAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Writes a purge marker, which removes all earlier revisions.</summary>
    ValueTask PurgeAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>A marker with a life of its own: needs a bucket with <see cref="NatsKVConfig.LimitMarkerTTL"/>.</summary>
    ValueTask PurgeAsync(string key, TimeSpan ttl, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="PurgeAsync(string, NatsKVDeleteOpts?, CancellationToken)"/>
    ValueTask<NatsResult> TryPurgeAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="PurgeAsync(string, TimeSpan, NatsKVDeleteOpts?, CancellationToken)"/>
    ValueTask<NatsResult> TryPurgeAsync(string key, TimeSpan ttl, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>The last entry of a key, or the given revision of it.</summary>
    /// <exception cref="NatsKVKeyNotFoundException">Never written, purged, expired, or another key's revision.</exception>
    /// <exception cref="NatsKVKeyDeletedException">The entry is a marker.</exception>
    ValueTask<NatsKVEntry<T>> GetEntryAsync<T>(string key, ulong revision = default, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="GetEntryAsync{T}"/>
    ValueTask<NatsResult<NatsKVEntry<T>>> TryGetEntryAsync<T>(string key, ulong revision = default, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <summary>
    /// The last entries of the keys that match, then every change: in order, without gaps or duplicates, over lost
    /// connections and restarts (where a bucket keeps one revision, overtaken ones are skipped). Expiry is not announced.
    /// </summary>
    /// <param name="key">May hold wildcards.</param>
    IAsyncEnumerable<NatsKVEntry<T>> WatchAsync<T>(string key, INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Several patterns in one watch: server 2.10 and later.</summary>
    IAsyncEnumerable<NatsKVEntry<T>> WatchAsync<T>(IEnumerable<string> keys, INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>The whole bucket.</summary>
    IAsyncEnumerable<NatsKVEntry<T>> WatchAsync<T>(INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Every revision of a key that is kept, oldest first, markers included.</summary>
    IAsyncEnumerable<NatsKVEntry<T>> HistoryAsync<T>(string key, INatsDeserialize<T>? serializer = default, NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>The keys that are alive.</summary>
    IAsyncEnumerable<string> GetKeysAsync(NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>The keys that are alive and match; several filters need server 2.10.</summary>
    IAsyncEnumerable<string> GetKeysAsync(IEnumerable<string> filters, NatsKVWatchOpts? opts = default, CancellationToken cancellationToken = default);

    ValueTask<NatsKVStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes markers of deleted keys; the young ones stay.</summary>
    ValueTask PurgeDeletesAsync(NatsKVPurgeOpts? opts = default, CancellationToken cancellationToken = default);
}
