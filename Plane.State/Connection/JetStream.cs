using System.Collections.Concurrent;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;
using NATS.Net;

namespace Plane.State.Connection;

/// <summary>One program's door to JetStream.</summary>
public sealed class JetStream(INatsConnection connection)
{
    private readonly ConcurrentDictionary<string, INatsJSStream> _streams = new();

    public INatsConnection Connection => connection;

    public INatsJSContext Context { get; } = connection.CreateJetStreamContext();

    /// <summary>Single entries are read by subjects that name the key, so that permissions can tell keys apart.</summary>
    public INatsKVContext KeyValue { get; } = connection.CreateKeyValueStoreContext(new NatsKVOpts { UseDirectGetApiWithKeysInSubject = true });

    /// <summary>The stream behind a bucket, looked up once.</summary>
    public ValueTask<INatsJSStream> StreamOfAsync(string bucket, CancellationToken token) => StreamAsync("KV_" + bucket, token);

    /// <summary>A stream, looked up once.</summary>
    public async ValueTask<INatsJSStream> StreamAsync(string name, CancellationToken token)
    {
        if (_streams.TryGetValue(name, out var known))
        {
            return known;
        }

        var stream = await Context.GetStreamAsync(name, cancellationToken: token);
        _streams[name] = stream;
        return stream;
    }
}
