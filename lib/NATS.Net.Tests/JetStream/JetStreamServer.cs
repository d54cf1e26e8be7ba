using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using Peers;
using Xunit;

namespace NATS.Net.Tests.JetStream;

/// <summary>One nats-server with JetStream and a connection to it, for the tests of a class. Names are unique per call.</summary>
public sealed class JetStreamServer : IAsyncLifetime
{
    private NatsServer? _server;
    private NatsConnection? _connection;
    private int _names;

    public NatsServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public NatsConnection Connection => _connection ?? throw new InvalidOperationException("Not started.");

    public INatsJSContext JetStream => Connection.CreateJetStreamContext();

    public static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        _connection = Connect();
    }

    public async Task DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Reconnects at once.</summary>
    public NatsConnection Connect(string? url = null) => new(NatsOpts.Default with
    {
        Url = url ?? Server.Url,
        SerializerRegistry = NatsClientDefaultSerializerRegistry.Default,
        ReconnectWaitMin = TimeSpan.FromMilliseconds(20),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(100),
    });

    public string NewName() => $"t{Interlocked.Increment(ref _names)}";

    /// <summary>A stream that takes <c>{name}.&gt;</c>.</summary>
    public ValueTask<INatsJSStream> NewStreamAsync(string name) => JetStream.CreateStreamAsync(new StreamConfig(name, [$"{name}.>"]), Limit);

    public ValueTask<INatsKVStore> NewBucketAsync(Func<NatsKVConfig, NatsKVConfig>? configure = null)
    {
        var config = new NatsKVConfig(NewName());
        return Connection.CreateKeyValueStoreContext().CreateStoreAsync(configure?.Invoke(config) ?? config, Limit);
    }
}
