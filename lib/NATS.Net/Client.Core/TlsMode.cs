namespace NATS.Client.Core;

/// <summary>When TLS is used.</summary>
public enum TlsMode
{
    /// <summary><see cref="Require"/> for the scheme tls or when a certificate option is set, else <see cref="Prefer"/>.</summary>
    Auto,

    /// <summary>If the server offers or wants it.</summary>
    Prefer,

    /// <summary>Fails against a server without TLS.</summary>
    Require,

    /// <summary>TLS from the first byte, before INFO.</summary>
    Implicit,

    /// <summary>Never; a server that wants it is an error.</summary>
    Disable,
}
