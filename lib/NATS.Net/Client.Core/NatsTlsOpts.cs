using System.Net.Security;

namespace NATS.Client.Core;

/// <summary>TLS towards the server. Files are read at each attempt to connect, so that renewed ones are picked up.</summary>
public sealed record NatsTlsOpts
{
    /// <summary>As the scheme of the URL says.</summary>
    public static readonly NatsTlsOpts Default = new();

    /// <summary>PEM file of the client certificate; goes with <see cref="KeyFile"/>.</summary>
    public string? CertFile { get; init; }

    /// <summary>PEM file of the client's private key; goes with <see cref="CertFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Password of an encrypted <see cref="KeyFile"/>.</summary>
    public string? KeyFilePassword { get; init; }

    /// <summary>PKCS #12 file with client certificate and key.</summary>
    public string? CertBundleFile { get; init; }

    /// <summary>Password of <see cref="CertBundleFile"/>.</summary>
    public string? CertBundleFilePassword { get; init; }

    /// <summary>PEM file of the authorities to trust, instead of the machine's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Accepts any server certificate. For tests only.</summary>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>Last word on the TLS options before the handshake.</summary>
    public Func<SslClientAuthenticationOptions, ValueTask>? ConfigureClientAuthentication { get; init; }

    /// <summary>Default <see cref="TlsMode.Auto"/>.</summary>
    public TlsMode Mode { get; init; }

    internal bool HasCertificates => CertFile is not null || KeyFile is not null || CertBundleFile is not null || CaFile is not null;

    /// <summary>Never the passwords.</summary>
    public override string ToString() => $"{nameof(NatsTlsOpts)} {{ {nameof(Mode)} = {Mode}, {nameof(CertFile)} = {CertFile}, {nameof(CaFile)} = {CaFile} }}";
}
