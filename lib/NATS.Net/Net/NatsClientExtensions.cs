using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;

namespace NATS.Net;

/// <summary>From a client or connection to JetStream and its buckets.</summary>
public static class NatsClientExtensions
{
    public static INatsJSContext CreateJetStreamContext(this INatsClient client) => CreateJetStreamContext(Of(client));

    public static INatsJSContext CreateJetStreamContext(this INatsClient client, NatsJSOpts opts) => CreateJetStreamContext(Of(client), opts);

    public static INatsJSContext CreateJetStreamContext(this INatsConnection connection) => new NatsJSContext(connection);

    public static INatsJSContext CreateJetStreamContext(this INatsConnection connection, NatsJSOpts opts) => new NatsJSContext(connection, opts);

    public static INatsKVContext CreateKeyValueStoreContext(this INatsClient client, NatsKVOpts? opts = default)
        => CreateKeyValueStoreContext(Of(client), opts);

    public static INatsKVContext CreateKeyValueStoreContext(this INatsConnection connection, NatsKVOpts? opts = default)
        => CreateKeyValueStoreContext(CreateJetStreamContext(connection), opts);

    public static INatsKVContext CreateKeyValueStoreContext(this INatsJSContext context, NatsKVOpts? opts = default)
        => new NatsKVContext(context, opts ?? NatsKVOpts.Default);

    private static INatsConnection Of(INatsClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.Connection;
    }
}
