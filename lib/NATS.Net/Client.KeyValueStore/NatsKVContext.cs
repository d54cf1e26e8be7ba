using System.Runtime.CompilerServices;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore.Buckets;
using NATS.Client.KeyValueStore.Entries;

namespace NATS.Client.KeyValueStore;

/// <summary>Buckets over one JetStream context; cheap to make, safe for concurrent use.</summary>
public class NatsKVContext : INatsKVContext
{
    public NatsKVContext(INatsJSContext context)
        : this(context, NatsKVOpts.Default)
    {
    }

    public NatsKVContext(INatsJSContext context, NatsKVOpts opts)
    {
        JetStreamContext = context;
        Opts = opts;
    }

    public INatsJSContext JetStreamContext { get; }

    public NatsKVOpts Opts { get; }

    public ValueTask<INatsKVStore> CreateStoreAsync(string bucket, CancellationToken cancellationToken = default)
        => CreateStoreAsync(new NatsKVConfig(bucket), cancellationToken);

    public async ValueTask<INatsKVStore> CreateStoreAsync(NatsKVConfig config, CancellationToken cancellationToken = default)
        => Store(config.Bucket, await JetStreamContext.CreateStreamAsync(BucketStream.ToStream(config), cancellationToken));

    public async ValueTask<INatsKVStore> UpdateStoreAsync(NatsKVConfig config, CancellationToken cancellationToken = default)
        => Store(config.Bucket, await JetStreamContext.UpdateStreamAsync(BucketStream.ToStream(config), cancellationToken));

    public async ValueTask<INatsKVStore> CreateOrUpdateStoreAsync(NatsKVConfig config, CancellationToken cancellationToken = default)
        => Store(config.Bucket, await JetStreamContext.CreateOrUpdateStreamAsync(BucketStream.ToStream(config), cancellationToken));

    public async ValueTask<INatsKVStore> GetStoreAsync(string bucket, CancellationToken cancellationToken = default)
    {
        var stream = await JetStreamContext.GetStreamAsync(BucketStream.Name(bucket), cancellationToken: cancellationToken);
        if (stream.Info.Config.MaxMsgsPerSubject < 1)
        {
            throw new NatsKVException($"Stream {BucketStream.Name(bucket)} is no bucket: it does not limit messages per subject.");
        }

        return Store(bucket, stream);
    }

    public ValueTask<bool> DeleteStoreAsync(string bucket, CancellationToken cancellationToken = default)
        => JetStreamContext.DeleteStreamAsync(BucketStream.Name(bucket), cancellationToken);

    public async IAsyncEnumerable<string> GetBucketNamesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stream in JetStreamContext.ListStreamNamesAsync(BucketStream.AnyKey, cancellationToken))
        {
            if (BucketStream.TryBucket(stream, out var bucket))
            {
                yield return bucket;
            }
        }
    }

    public async IAsyncEnumerable<NatsKVStatus> GetStatusesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stream in JetStreamContext.ListStreamsAsync(BucketStream.AnyKey, cancellationToken))
        {
            if (BucketStream.TryBucket(stream.Info.Config.Name, out var bucket))
            {
                yield return BucketStream.ToStatus(bucket, stream.Info);
            }
        }
    }

    private NatsKVStore Store(string bucket, INatsJSStream stream) => new(JetStreamContext, Opts, bucket, stream);
}
