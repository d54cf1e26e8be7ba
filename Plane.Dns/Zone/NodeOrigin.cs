namespace Plane.Dns.Zone;

/// <summary>Why a name exists.</summary>
internal enum NodeOrigin
{
    /// <summary>Something lies below it; it has no records of its own (RFC 8020).</summary>
    Between,

    Apex,

    Backend,

    /// <summary>Backends ask for it in front of the cluster's name.</summary>
    Subdomain,

    /// <summary>ACME challenges are answered there.</summary>
    Challenge,

    NameServer,

    /// <summary>Configured.</summary>
    Static,

    /// <summary>Nobody has it; all such names lead to the proxies.</summary>
    Wildcard,
}
