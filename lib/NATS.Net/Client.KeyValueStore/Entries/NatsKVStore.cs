using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore.Buckets;

namespace NATS.Client.KeyValueStore.Entries;

/// <summary>One bucket: writes are in NatsKVStore.Writes.cs, reads in .Reads.cs, watches in .Watches.cs.</summary>
internal sealed partial class NatsKVStore : INatsKVStore
{
    private readonly NatsKVOpts _opts;
    private readonly INatsJSStream _stream;
    private readonly string _prefix;
    private readonly bool _direct;

    public NatsKVStore(INatsJSContext context, NatsKVOpts opts, string bucket, INatsJSStream stream)
    {
        JetStreamContext = context;
        Bucket = bucket;
        _opts = opts;
        _stream = stream;
        _prefix = BucketStream.KeyPrefix(bucket, stream.Info);
        _direct = stream.Info.Config.AllowDirect;
    }

    public INatsJSContext JetStreamContext { get; }

    public string Bucket { get; }

    private INatsConnection Connection => JetStreamContext.Connection;

    public async ValueTask<NatsKVStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        await _stream.RefreshAsync(cancellationToken);
        return BucketStream.ToStatus(Bucket, _stream.Info);
    }

    private static T OrThrow<T>(in NatsResult<T> result) => result.Success ? result.Value : throw result.Error;
}
