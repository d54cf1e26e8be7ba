using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>Makes JetStream contexts.</summary>
public interface INatsJSContextFactory
{
    INatsJSContext CreateContext(INatsConnection connection);

    INatsJSContext CreateContext(INatsConnection connection, NatsJSOpts opts);
}
