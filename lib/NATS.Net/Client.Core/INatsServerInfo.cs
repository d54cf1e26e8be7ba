namespace NATS.Client.Core;

/// <summary>What the server says of itself in its INFO line.</summary>
public interface INatsServerInfo
{
    /// <summary>Unique id of the server process.</summary>
    string Id { get; }

    /// <summary>The configured name, else the id.</summary>
    string Name { get; }

    /// <summary>For example 2.9.10.</summary>
    string Version { get; }

    /// <summary>1 and above: the server sends INFO again when its cluster changes.</summary>
    long ProtocolVersion { get; }

    /// <summary>Empty for a build that was not made from git.</summary>
    string GitCommit { get; }

    /// <summary>The compiler the server was built with.</summary>
    string GoVersion { get; }

    /// <summary>The address it listens on, which need not be one a client can reach.</summary>
    string Host { get; }

    /// <summary>The client port it listens on.</summary>
    int Port { get; }

    /// <summary>HPUB and HMSG may be used.</summary>
    bool HeadersSupported { get; }

    /// <summary>CONNECT must carry credentials.</summary>
    bool AuthRequired { get; }

    /// <summary>The connection must be upgraded to TLS before CONNECT.</summary>
    bool TlsRequired { get; }

    /// <summary>The server asks for a client certificate.</summary>
    bool TlsVerify { get; }

    /// <summary>TLS may be used and need not.</summary>
    bool TlsAvailable { get; }

    /// <summary>Bytes of headers and payload a message may have.</summary>
    int MaxPayload { get; }

    /// <summary>JetStream is on for some account of the server.</summary>
    bool JetStreamAvailable { get; }

    /// <summary>The number the server gave this connection.</summary>
    ulong ClientId { get; }

    /// <summary>The client's address as the server sees it.</summary>
    string ClientIp { get; }

    /// <summary>What an NKey has to sign; null when none is wanted.</summary>
    string? Nonce { get; }

    /// <summary>Name of the server's cluster.</summary>
    string? Cluster { get; }

    /// <summary>The cluster's name was made up by the server.</summary>
    bool ClusterDynamic { get; }

    /// <summary>Host and port of the servers of the cluster, for reconnecting.</summary>
    string[]? ClientConnectUrls { get; }

    /// <summary>The same for WebSockets.</summary>
    string[]? WebSocketConnectUrls { get; }

    /// <summary>The server is about to shut down.</summary>
    bool LameDuckMode { get; }
}
