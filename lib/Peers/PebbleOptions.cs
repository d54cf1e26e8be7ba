namespace Peers;

/// <summary>How a <see cref="Pebble"/> behaves. By default it is as easy as it can be; validation is real unless told otherwise.</summary>
public sealed record PebbleOptions
{
    /// <summary><c>address:port</c> of the DNS server it asks. Null: the machine's.</summary>
    public string? DnsServer { get; init; }

    /// <summary>How many of 100 good nonces it refuses.</summary>
    public int NonceReject { get; init; }

    /// <summary>How many of 100 new orders find an authorization that is valid already.</summary>
    public int AuthorizationReuse { get; init; }

    /// <summary>New accounts need <see cref="Pebble.ExternalKeyId"/> and <see cref="Pebble.ExternalKey"/>.</summary>
    public bool RequireExternalAccount { get; init; }

    /// <summary>Certificates between the root and the leaf, at least 1.</summary>
    public int ChainLength { get; init; } = 1;

    /// <summary>Further roots, each with a chain of its own.</summary>
    public int AlternateRoots { get; init; }

    /// <summary>Every challenge succeeds without a look.</summary>
    public bool AlwaysValid { get; init; }

    /// <summary>Where it looks for http-01.</summary>
    public int HttpPort { get; init; } = 5002;

    /// <summary>Where it looks for tls-alpn-01.</summary>
    public int TlsPort { get; init; } = 5001;
}
