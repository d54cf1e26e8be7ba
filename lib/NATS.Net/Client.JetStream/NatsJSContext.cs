using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>JetStream over one connection; cheap to make, safe for concurrent use.</summary>
public partial class NatsJSContext : INatsJSContext
{
    public NatsJSContext(INatsConnection connection)
        : this(connection, new NatsJSOpts(connection.Opts))
    {
    }

    public NatsJSContext(INatsConnection connection, NatsJSOpts opts)
    {
        Connection = connection;
        Opts = opts;
        ReplyOpts = new NatsSubOpts { Timeout = opts.RequestTimeout, ThrowIfNoResponders = false };
    }

    public INatsConnection Connection { get; }

    public NatsJSOpts Opts { get; }

    /// <summary>The request timeout; nobody listening is an answer, not an exception.</summary>
    internal NatsSubOpts ReplyOpts { get; }

    public string NewBaseInbox() => Connection.NewInbox();
}
