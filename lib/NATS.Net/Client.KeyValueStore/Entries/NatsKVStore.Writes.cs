using System.Globalization;
using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.KeyValueStore.Entries;

internal sealed partial class NatsKVStore
{
    private const int CreateAttempts = 3;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ulong> PutAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => OrThrow(await TryPutAsync(key, value, serializer, cancellationToken));

    public ValueTask<NatsResult<ulong>> TryPutAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => WriteAsync(key, value, null, serializer, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ulong> UpdateAsync<T>(string key, T value, ulong revision, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => OrThrow(await TryUpdateAsync(key, value, revision, serializer, cancellationToken));

    public ValueTask<NatsResult<ulong>> TryUpdateAsync<T>(string key, T value, ulong revision, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => WriteAsync(key, value, At(revision), serializer, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ulong> CreateAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => OrThrow(await TryCreateAsync(key, value, serializer, cancellationToken));

    public async ValueTask<ulong> CreateAsync<T>(string key, T value, TimeSpan ttl, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => OrThrow(await TryCreateAsync(key, value, ttl, serializer, cancellationToken));

    public ValueTask<NatsResult<ulong>> TryCreateAsync<T>(string key, T value, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => TryCreateAsync(key, value, TimeSpan.Zero, serializer, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<NatsResult<ulong>> TryCreateAsync<T>(string key, T value, TimeSpan ttl, INatsSerialize<T>? serializer = default, CancellationToken cancellationToken = default)
    {
        ulong revision = 0;
        for (var attempt = 0; attempt < CreateAttempts; attempt++)
        {
            var headers = At(revision);
            if (TryAddTtl(headers, ttl) is { } fault)
            {
                return fault;
            }

            var result = await WriteAsync(key, value, headers, serializer, cancellationToken);
            if (result.Success || result.Error is not NatsKVWrongLastRevisionException)
            {
                return result;
            }

            // Something is there: a marker may be replaced, and what has just expired is no obstacle.
            var entry = await ReadAsync<object?>(key, 0, Ignoring.Default, cancellationToken);
            if (entry.Success)
            {
                return new NatsKVCreateException();
            }

            switch (entry.Error)
            {
                case NatsKVKeyDeletedException deleted:
                    revision = deleted.Revision;
                    break;
                case NatsKVKeyNotFoundException:
                    revision = 0;
                    break;
                default:
                    return entry.Error;
            }
        }

        return new NatsKVCreateException();
    }

    public async ValueTask DeleteAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default)
        => OrThrow(await MarkAsync(key, TimeSpan.Zero, opts, cancellationToken));

    public async ValueTask<NatsResult> TryDeleteAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default)
        => WithoutValue(await MarkAsync(key, TimeSpan.Zero, opts, cancellationToken));

    public async ValueTask PurgeAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default)
        => OrThrow(await MarkAsync(key, TimeSpan.Zero, Purging(opts), cancellationToken));

    public async ValueTask PurgeAsync(string key, TimeSpan ttl, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default)
        => OrThrow(await MarkAsync(key, ttl, Purging(opts), cancellationToken));

    public async ValueTask<NatsResult> TryPurgeAsync(string key, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default)
        => WithoutValue(await MarkAsync(key, TimeSpan.Zero, Purging(opts), cancellationToken));

    public async ValueTask<NatsResult> TryPurgeAsync(string key, TimeSpan ttl, NatsKVDeleteOpts? opts = default, CancellationToken cancellationToken = default)
        => WithoutValue(await MarkAsync(key, ttl, Purging(opts), cancellationToken));

    private static NatsHeaders At(ulong revision)
        => new(1) { [EntryHeaders.ExpectedRevision] = revision.ToString(CultureInfo.InvariantCulture) };

    private static NatsKVDeleteOpts Purging(NatsKVDeleteOpts? opts) => (opts ?? new NatsKVDeleteOpts()) with { Purge = true };

    private static NatsResult WithoutValue(in NatsResult<ulong> result) => result.Success ? NatsResult.Default : result.Error;

    private ValueTask<NatsResult<ulong>> MarkAsync(string key, TimeSpan ttl, NatsKVDeleteOpts? opts, CancellationToken cancellationToken)
    {
        var headers = opts is { Revision: > 0 } ? At(opts.Revision) : new NatsHeaders(2);
        var purge = opts is { Purge: true };
        headers[EntryHeaders.Operation] = purge ? "PURGE" : "DEL";
        if (purge)
        {
            headers[EntryHeaders.Rollup] = "sub";
        }

        return TryAddTtl(headers, ttl) is { } fault
            ? new ValueTask<NatsResult<ulong>>(fault)
            : WriteAsync<byte[]>(key, null, headers, NatsRawSerializer<byte[]>.Default, cancellationToken);
    }

    private NatsKVException? TryAddTtl(NatsHeaders headers, TimeSpan ttl)
    {
        if (ttl == TimeSpan.Zero)
        {
            return null;
        }

        if (_stream.Info.Config is not { AllowMsgTTL: true })
        {
            return new NatsKVException("A TTL per key needs a bucket with LimitMarkerTTL, and that nats-server 2.11 or later.");
        }

        headers[EntryHeaders.Ttl] = ttl == TimeSpan.MaxValue ? "never" : string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(ttl.TotalSeconds)}s");
        return null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<NatsResult<ulong>> WriteAsync<T>(string key, T? value, NatsHeaders? headers, INatsSerialize<T>? serializer, CancellationToken cancellationToken)
    {
        if (KeyRule.Fault(key) is { } fault)
        {
            return fault;
        }

        var result = await JetStreamContext.TryPublishAsync(_prefix + key, value, serializer, null, headers, cancellationToken);
        if (!result.Success)
        {
            return new NatsResult<ulong>(result.Error);
        }

        return result.Value.Error is { } error ? Refusal(error) : result.Value.Seq;
    }

    // 10071 wrong last sequence, 10164 the same from later servers.
    private static Exception Refusal(ApiError error)
        => error.ErrCode is 10071 or 10164 ? new NatsKVWrongLastRevisionException(error) : new JetStream.NatsJSApiException(error);
}
